import { once } from 'node:events';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  createFixedClock,
  createMock,
  type Exchange,
  type Middleware,
  type Mock,
} from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask } from '../support/shipped.ts';

describe('options', () => {
  it('limits.body: what is larger is refused with 413 in the form of the document', async () => {
    const mock = await createMock({ documents: pets, limits: { body: 100 } });
    const fits = await ask(mock, 'POST /pets', { body: { name: 'x'.repeat(80) } });
    expect(fits.status).toBe(201);
    const { status, json } = await ask(mock, 'POST /pets', { body: { name: 'x'.repeat(100) } });
    expect(status).toBe(413);
    expect(json).toMatchObject({ message: expect.stringContaining('100 bytes') });
  });

  it.each([0, 1, 3])('limits.journal: the last %i exchanges are kept', async (journal) => {
    const mock = await createMock({ documents: pets, limits: { journal } });
    for (let id = 1; id <= 9; id++) await ask(mock, `GET /pets/${id}`);
    const targets = mock.requests().map(({ request }) => request.target);
    expect(targets).toEqual(['/pets/7', '/pets/8', '/pets/9'].slice(3 - journal));
  });

  it('onExchange: told of every exchange with its operation and findings', async () => {
    const seen: Exchange[] = [];
    const onExchange = (exchange: Exchange) => void seen.push(exchange);
    const mock = await createMock({ documents: pets, onExchange });
    await ask(mock, 'GET /pets');
    await ask(mock, 'GET /pets?limit=0');
    await ask(mock, 'GET /petz');
    expect(seen.map(({ operationId, response }) => [operationId, response.status])).toEqual([
      ['listPets', 200],
      ['listPets', 400],
      [undefined, 404],
    ]);
    expect(seen[1]?.findings[0]).toMatchObject({ part: 'query', name: 'limit', rule: 'minimum' });
    expect(mock.requests()).toEqual(seen);
  });

  it('onExchange: an observer that throws changes nothing, and is heard of', async () => {
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    try {
      const heard = once(process, 'uncaughtException');
      const onExchange = () => {
        throw new Error('the observer failed');
      };
      const mock = await createMock({ documents: pets, onExchange });
      expect((await ask(mock, 'POST /pets', { body: { name: 'Rex' } })).status).toBe(201);
      expect(await heard).toMatchObject([{ message: 'the observer failed' }, 'uncaughtException']);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });

  it('cors: pages of other origins are let in unless told otherwise', async () => {
    const fields = { Origin: 'http://localhost:5173' };
    const name = 'Access-Control-Allow-Origin';
    const open = await ask(await createMock({ documents: pets }), 'GET /pets', { fields });
    expect(open.headers.get(name)).toBe(fields.Origin);
    const shut = await ask(await createMock({ documents: pets, cors: false }), 'GET /pets', {
      fields,
    });
    expect(shut.headers.get(name)).toBeNull();
  });

  it('clock: an instant, or a clock', async () => {
    let now = Date.parse('2030-01-01T00:00:00Z');
    const mock = await createMock({ documents: pets, clock: { now: () => now } });
    const first = await ask(mock, 'POST /pets', { body: { name: 'Rex' } });
    now += 86_400_000;
    const second = await ask(mock, 'POST /pets', { body: { name: 'Tom' } });
    expect(first.json).toMatchObject({ created_at: '2030-01-01T00:00:00Z' });
    expect(second.json).toMatchObject({ created_at: '2030-01-02T00:00:00Z' });
  });

  it('are typed', () => {
    expectTypeOf(createMock).returns.resolves.toEqualTypeOf<Mock>();
    expectTypeOf(createMock).toBeCallableWith({
      documents: [pets, 'a.yaml', new URL('file:///b')],
    });
    expectTypeOf(createMock).toBeCallableWith({
      clock: createFixedClock(0),
      seed: 'a',
      limits: {},
    });
    expectTypeOf<Mock['express']>().returns.toEqualTypeOf<Middleware>();
    // @ts-expect-error: a misspelt option is found by the compiler.
    expectTypeOf(createMock).toBeCallableWith({ document: 'a.yaml' });
    // @ts-expect-error: so is a port that is no number.
    expectTypeOf<Mock['listen']>().toBeCallableWith({ port: '4010' });
  });
});
