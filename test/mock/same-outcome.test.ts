import { describe, expect, it } from 'vitest';
import type { Finding } from '../../kernel/finding.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { isSameOutcome } from '../../mock/exchange/_same-outcome.ts';
import type { Reply } from '../../mock/exchange/model.ts';
import type { Answered } from '../../mock/exchange/passage.ts';

const rex: JsonObject = { name: 'Rex' };
const tom: JsonObject = { name: 'Tom' };
const none: readonly string[] = [];
const inData = ['data'];

/** A reply with its own arrays and objects around the items, as each run makes them. */
function toReply(value: Json, more: Partial<Reply> = {}, kept = none): Reply {
  return {
    ...{ status: 200, fields: [['X-Total', '2']] },
    content: { mediaType: 'application/json', value, kept },
    ...more,
  };
}

function toAnswered(outcome: Reply | Problem, more: Partial<Answered> = {}): Answered {
  const response = { status: outcome.status, fields: [] };
  return { response, problem: undefined, findings: [], isTimed: false, outcome, ...more };
}

const finding: Finding = {
  part: 'path',
  instanceLocation: '',
  keywordLocation: '',
  rule: 'exists',
  message: 'There is no such pet.',
};
const missing = () =>
  new Problem('item-not-found', 'Known: 1.', {
    ...{ findings: [finding], label: 'NO_PET', fields: [['A', 'b']] },
  });

describe('an outcome is the same again', () => {
  it.each<[string, Reply | Problem, Reply | Problem]>([
    ['the same items in another list', toReply([rex, tom]), toReply([rex, tom])],
    ['the same item', toReply(rex), toReply(rex)],
    [
      'the same items in an envelope',
      toReply({ total: { of: 2 }, data: [rex, tom] }, {}, inData),
      toReply({ total: { of: 2 }, data: [rex, tom] }, {}, inData),
    ],
    ['the same problem', missing(), missing()],
  ])('%s', (_, then, now) => {
    expect(isSameOutcome(toAnswered(then), now)).toBe(true);
  });
});

describe('an outcome is another one', () => {
  it.each<[string, Reply | Problem, Reply | Problem]>([
    ['an equal item that is another instance', toReply([rex]), toReply([{ ...rex }])],
    ['an item more', toReply([rex]), toReply([rex, tom])],
    ['another order', toReply([rex, tom]), toReply([tom, rex])],
    ['another status', toReply(rex), toReply(rex, { status: 203 })],
    ['another field', toReply(rex), toReply(rex, { fields: [['X-Total', '3']] })],
    [
      'a field more',
      toReply(rex),
      toReply(rex, {
        fields: [
          ['X-Total', '2'],
          ['B', 'c'],
        ],
      }),
    ],
    ['no body', toReply(rex), { status: 200, fields: [['X-Total', '2']] }],
    [
      'another media type',
      toReply(rex),
      toReply(rex, { content: { mediaType: 'text/json', value: rex, kept: none } }),
    ],
    [
      'what was made for this reply alone',
      toReply(rex, { content: { mediaType: 'application/json', value: 'x' } }),
      toReply(rex, { content: { mediaType: 'application/json', value: 'x' } }),
    ],
    [
      'another count in the envelope',
      toReply({ total: { of: 2 }, data: [rex] }, {}, inData),
      toReply({ total: { of: 3 }, data: [rex] }, {}, inData),
    ],
    [
      'another order in the envelope',
      toReply({ total: 1, data: [rex] }, {}, inData),
      toReply({ data: [rex], total: 1 }, {}, inData),
    ],
    [
      'a member more in the envelope',
      toReply({ data: [rex] }, {}, inData),
      toReply({ data: [rex], next: 'a' }, {}, inData),
    ],
    ['a reply in place of a problem', missing(), toReply(rex)],
    ['a problem of another code', missing(), new Problem('parent-not-found', 'Known: 1.')],
    ['a problem that says more', missing(), toOther({ detail: 'Known: 1, 2.' })],
    ['a problem with another label', missing(), toOther({ label: 'NONE' })],
    ['a problem with another field', missing(), toOther({ fields: [['A', 'c']] })],
    [
      'a problem with another finding',
      missing(),
      toOther({ findings: [{ ...finding, message: 'There is none.' }] }),
    ],
    ['a problem with fewer findings', missing(), toOther({ findings: [] })],
  ])('%s', (_, then, now) => {
    expect(isSameOutcome(toAnswered(then), now)).toBe(false);
  });

  it('of what was marked, or answered otherwise than it was meant', () => {
    const [then, now] = [toReply(rex), toReply(rex)];
    expect(isSameOutcome(toAnswered(then, { findings: [finding] }), now)).toBe(false);
    expect(isSameOutcome(toAnswered(then, { problem: missing() }), now)).toBe(false);
    expect(isSameOutcome(toAnswered(then), { ...now, marks: [finding] })).toBe(false);
    const withheld = { status: 500, fields: [] };
    expect(isSameOutcome(toAnswered(then, { response: withheld }), now)).toBe(false);
  });
});

/** The problem, with one thing in it changed. */
function toOther({
  detail = 'Known: 1.',
  ...more
}: { detail?: string } & Partial<Problem>): Problem {
  const { findings, label, fields } = missing();
  return new Problem('item-not-found', detail, { findings, label, fields, ...more });
}
