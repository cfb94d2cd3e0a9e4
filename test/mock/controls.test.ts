import { describe, expect, it } from 'vitest';
import { createMock, DocumentError } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask, contractsOf, newContract, toIds } from '../support/shipped.ts';

const list = `GET ${contractsOf('v3', 'documented')}`;

describe('a program that holds a mock', () => {
  it('lets something go wrong for as long as it likes', async () => {
    const mock = await createMock();
    const restore = mock.use({ operation: 'listCommercialTransactionContracts', status: 503 });
    expect((await ask(mock, list)).status).toBe(503);
    expect((await ask(mock, `GET ${contractsOf('v2', 'documented')}`)).status).toBe(200);
    restore();
    expect((await ask(mock, list)).status).toBe(200);
  });

  it('puts it into a scenario by name, with parameters', async () => {
    const mock = await createMock();
    mock.scenario('pagination', { count: 7 });
    expect(toIds((await ask(mock, list)).json)).toHaveLength(7);
    mock.scenario('empty-org');
    expect((await ask(mock, list)).json).toEqual([]);
    expect(() => mock.scenario('pagnation')).toThrow(DocumentError);
    expect(() => mock.scenario('pagnation')).toThrow(/pagination/);
    expect((await ask(mock, list)).json).toEqual([]);
  });

  it('goes through time', async () => {
    const mock = await createMock({ documents: pets, clock: '2025-03-01T12:00:00Z' });
    mock.clock.advance(3_600_000);
    const made = await ask(mock, 'POST /pets', { body: { name: 'Rex' } });
    expect(made.json).toMatchObject({ created_at: '2025-03-01T13:00:00Z' });
  });

  it('keeps sessions apart', async () => {
    const mock = await createMock();
    const [one, other] = [mock.session('one'), mock.session()];
    expect([one.headers, other.id]).toEqual([{ 'X-Mock-Session': 'one' }, 'session-1']);
    await ask(one, `POST ${contractsOf('v3', 'empty')}`, { body: newContract });
    one.clock.freeze(true);
    const read = async (from: typeof one | typeof mock) =>
      toIds((await ask(from, `GET ${contractsOf('v3', 'empty')}`)).json).length;
    expect([await read(one), await read(other), await read(mock)]).toEqual([1, 0, 0]);
    expect(one.requests()).toHaveLength(2);
    one.reset();
    expect(await read(one)).toBe(0);
    expect(() => one.url).toThrow(/does not listen/);
    expect(() => mock.session('no id!')).toThrow(RangeError);
  });

  it('ends a session, and the next one of that name is new', async () => {
    const mock = await createMock();
    const session = mock.session('mine');
    await ask(session, `POST ${contractsOf('v3', 'empty')}`, { body: newContract });
    session.close();
    const again = mock.session('mine');
    expect((await ask(again, `GET ${contractsOf('v3', 'empty')}`)).json).toEqual([]);
  });

  it('knows whether it can be steered over HTTP', async () => {
    const open = await createMock({ documents: pets });
    const shut = await createMock({ documents: pets, admin: false });
    expect([open.hasAdmin, shut.hasAdmin]).toEqual([true, false]);
    expect((await ask(open, 'GET /__admin/health')).status).toBe(200);
    expect((await ask(shut, 'GET /__admin/health')).status).toBe(404);
    expect(open.adminToken).toBeUndefined();
    await using far = await createMock({ documents: pets });
    await far.listen({ host: '0.0.0.0' });
    expect(far.adminToken).toMatch(/^[\w-]{24}$/);
  });
});

it('refuses a fault on an operation that does not exist', async () => {
  const mock = await createMock();
  expect(() => mock.use({ operation: 'nope', status: 503 })).toThrow(
    /no operation "nope"\. Known: /,
  );
});
