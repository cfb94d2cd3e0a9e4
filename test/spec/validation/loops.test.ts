import { describe, expect, it } from 'vitest';
import { judge } from './_judge.ts';

const ref = (name: string) => `{ $ref: '#/components/schemas/${name}' }`;

describe('a schema that applies to the same value as itself', () => {
  it('adds what it says itself, and ends', async () => {
    const { isValid, rules } = await judge(
      `Subject: { allOf: [${ref('Subject')}], required: [a] }`,
    );
    expect([isValid({ a: 1 }), rules({})]).toEqual([true, [' required']]);
    expect((await judge(`Subject: ${ref('Subject')}`)).isValid(1)).toBe(true);
    expect((await judge(`Subject: ${ref('Other')}\nOther: ${ref('Subject')}`)).isValid(1)).toBe(
      true,
    );
  });

  it.each(['3.0.3', '3.1.0'])(
    'ends where branches extend what chooses among them (%s)',
    async (openapi) => {
      const { isValid } = await judge(
        `
Subject:
  type: object
  required: [kind]
  properties: { kind: { type: string } }
  oneOf: [${ref('Cat')}, ${ref('Dog')}]
Cat: { allOf: [${ref('Subject')}, { required: [lives] }] }
Dog: { allOf: [${ref('Subject')}, { required: [bark] }] }`,
        { openapi },
      );
      expect(isValid({ kind: 'Cat', lives: 9 })).toBe(true);
      expect(isValid({ kind: 'Cat' })).toBe(false);
      expect(isValid({ lives: 9 })).toBe(false);
      expect(isValid({ kind: 'x', lives: 9, bark: true })).toBe(false);
    },
  );

  it('ends in not, in if, and in what depends', async () => {
    const { isValid } = await judge(`
Subject:
  type: object
  not: { allOf: [${ref('Subject')}, { required: [x] }] }
  if: { allOf: [${ref('Subject')}, { required: [a] }] }
  then: { required: [b] }
  dependentSchemas: { c: ${ref('Subject')} }`);
    expect([{ c: 1 }, { a: 1 }, { a: 1, b: 2 }].map(isValid)).toEqual([true, false, true]);
  });
});
