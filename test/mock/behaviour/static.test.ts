import { expect, it } from 'vitest';
import { askEngine, createStand } from '../../_stand.ts';

async function ask(target: string): Promise<string> {
  const engine = await createStand({ documents: 'odds.yaml' });
  const expected = { status: 200, fields: [], body: undefined };
  const step = { method: 'GET', target, fields: [], body: new Uint8Array(), expected, line: 1 };
  const first = askEngine(engine, step);
  const second = askEngine(engine, step);
  expect(first.status).toBe(200);
  expect(second.body).toBe(first.body);
  return first.body;
}

it('a generated reply is the same each time, in another process too, and differs by target', async () => {
  const oslo = await ask('/weather?city=Oslo');
  expect(await ask('/weather?city=Oslo')).toBe(oslo);
  const cities = ['Rome', 'Lima', 'Bonn', 'Cork'].map((city) => ask(`/weather?city=${city}`));
  expect(new Set([oslo, ...(await Promise.all(cities))]).size).toBeGreaterThan(1);
});
