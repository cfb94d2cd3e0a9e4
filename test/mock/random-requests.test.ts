import { expect, it } from 'vitest';
import { loadScenario } from '../../fixtures/scenario.ts';
import { getShippedDocuments, getShippedScenario } from '../../fixtures/shipped.ts';
import { createFixedClock } from '../../kernel/clock.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import { createEngine } from '../../mock/engine.ts';
import { loadDocument } from '../../spec/load.ts';
import { pets } from '../support/pets.ts';
import { fc } from '../support/properties.ts';
import { anyRequest } from '../support/requests.ts';

it('whatever is asked: every reply is proven, none is a fault of ours', async () => {
  const clock = createFixedClock('2025-03-01T12:00:00Z');
  const inputs = [...getShippedDocuments(), pets];
  const engine = createEngine({
    documents: await Promise.all(inputs.map((input) => loadDocument(input))),
    scenario: await loadScenario(getShippedScenario()),
    ...{
      seed: '1',
      clock,
      cors: true,
      limits: { journal: 10, sessions: 10, sessionLifetime: 60_000 },
    },
  });
  const seen = new Map<number, number>();
  let count = 0;
  fc.assert(
    fc.property(anyRequest, (one) => {
      const before = engine.session.state;
      const response = engine.exchange(one);
      count += 1;
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
      checkReply(one, response);
      if (response.status >= 400) expect(engine.session.state).toBe(before);
      expect(engine.counters).toEqual({ validated: count, sent: count });
    }),
    { numRuns: 1500, seed: 20250301, endOnFailure: true },
  );
  for (const status of [200, 201, 204, 400, 401, 404, 405, 406, 413, 415]) {
    expect([...seen.keys()], `${status} was never seen`).toContain(status);
  }
});

function checkReply({ method }: HttpRequest, { status, fields, body }: HttpResponse): void {
  const text = Buffer.from(body ?? '').toString();
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status, text).toBeLessThan(500);
  const names = fields.map(([name]) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  for (const [, value] of fields) expect(value).toMatch(/^[\x20-\x7e]*$/);
  const all = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
  if (status >= 400) expect(JSON.parse(all.get('x-mock-findings') ?? '')).not.toEqual([]);
  else expect(all.has('x-mock-findings')).toBe(false);
  if (method === 'HEAD' || status === 204) expect(text).toBe('');
  else expect(Number(all.get('content-length'))).toBe(Buffer.byteLength(text));
  expect(text).not.toMatch(/\n\s+at |\.ts:\d/);
}
