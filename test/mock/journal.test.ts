import { describe, expect, it } from 'vitest';
import { type HttpResponse, noBody } from '../../kernel/http.ts';
import { type Exchange, Journal } from '../../mock/exchange/journal.ts';
import { fc } from '../support/properties.ts';

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

  // What has to make room is what matters: only in places that are used again is anything copied.
  it('tells what it was told, however it keeps it', () => {
    let copied = 0;
    fc.assert(
      fc.property(fc.array(exchange, { minLength: 6, maxLength: 20 }), (exchanges) => {
        const journal = new Journal(3);
        for (const one of exchanges) journal.add(one);
        const told = journal.list();
        expect(told.map(toComparable)).toEqual(exchanges.slice(-3).map(toComparable));
        copied += told.filter(
          (one) => !exchanges.some((own) => own.response === one.response),
        ).length;
      }),
      { numRuns: 300 },
    );
    expect(copied).toBeGreaterThan(50);
  });
});

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', 'a\nb', 'é', '\ud800', 'x'.repeat(2040), 'x'.repeat(2048), 'é'.repeat(1024)),
);

const exchange = fc
  .record({
    sent: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.constantFrom(new Uint8Array(0), new Uint8Array(2048).fill(200), new Uint8Array(2049)),
    ),
    fields: fc.array(fc.tuple(fc.constantFrom('A', 'Content-Type'), text), { maxLength: 3 }),
    body: fc.option(text, { nil: undefined }),
    isAscii: fc.constantFrom(undefined, true, false),
    isKnown: fc.constantFrom(true, true, true, false),
    isShared: fc.constantFrom(false, false, false, true),
  })
  .map(({ sent, fields, body, isAscii, isKnown, isShared }): Exchange => {
    const head = { method: 'POST', target: '/a?b=c', fields: { host: 'x' }, base: '' };
    const response: HttpResponse = {
      ...{ status: 201, fields },
      ...(body !== undefined && { body }),
      ...(isAscii !== undefined && { isAscii }),
    };
    return {
      request: { ...head, body: { kind: 'bytes', bytes: sent }, ...(isKnown && { head }) },
      response: isShared ? Object.freeze(response) : response,
      ...{ findings: [], session: 'one', at: 5, milliseconds: 0.5 },
    };
  });

/** With bytes as text: a buffer and an array of the same bytes are the same body. */
function toComparable({ request, ...rest }: Exchange) {
  const { body, ...others } = request;
  const sent = body.kind === 'bytes' ? Buffer.from(body.bytes).toString('hex') : body;
  return { ...rest, request: others, sent };
}
