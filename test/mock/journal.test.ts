import { describe, expect, it } from 'vitest';
import { noBody } from '../../kernel/http.ts';
import { type Exchange, Journal } from '../../mock/exchange/journal.ts';

/** An exchange that can be told by its number, with a response of so many characters. */
function toExchange(number: number, length = 1): Exchange {
  return {
    request: { method: 'GET', target: `/${number}`, fields: {}, body: noBody },
    response: { status: 200, fields: [], body: 'x'.repeat(length) },
    ...{ findings: [], session: '', at: number, milliseconds: 1 },
  };
}

function toTargets(journal: Journal): string[] {
  return journal.list().map(({ request }) => request.target);
}

describe('a journal', () => {
  it('keeps the last ones, oldest first, and counts all', () => {
    const journal = new Journal(3);
    for (let number = 1; number <= 7; number++) journal.add(toExchange(number));
    expect(toTargets(journal)).toEqual(['/5', '/6', '/7']);
    expect(journal.total).toBe(7);
    journal.clear();
    expect([toTargets(journal), journal.total]).toEqual([[], 0]);
    journal.add(toExchange(8));
    expect(toTargets(journal)).toEqual(['/8']);
  });

  it('changes nothing of what it told', () => {
    const journal = new Journal(2);
    for (const number of [1, 2]) journal.add(toExchange(number));
    const told = journal.list();
    for (const number of [3, 4]) journal.add({ ...toExchange(number), operationId: 'other' });
    expect(told).toEqual([toExchange(1), toExchange(2)]);
    expect(journal.list()[0]).toMatchObject({ operationId: 'other', at: 3 });
  });

  it('keeps 64 KiB of a body, and 16 MiB of all of them', () => {
    const journal = new Journal(1000);
    for (let number = 1; number <= 300; number++) journal.add(toExchange(number, 100_000));
    const kept = journal.list();
    expect(kept).toHaveLength(256);
    expect(kept[0]?.request.target).toBe('/45');
    expect(kept.every(({ response }) => response.body?.length === 65_536)).toBe(true);
    for (let number = 301; number <= 1300; number++) journal.add(toExchange(number));
    expect(toTargets(journal)).toEqual(
      Array.from({ length: 1000 }, (_, index) => `/${index + 301}`),
    );
  });

  it('keeps nothing when it may hold nothing', () => {
    const journal = new Journal(0);
    journal.add(toExchange(1));
    expect([toTargets(journal), journal.total]).toEqual([[], 1]);
  });
});
