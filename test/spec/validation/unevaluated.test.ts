import { describe, expect, it } from 'vitest';
import type { Json } from '../../../kernel/json.ts';
import { judge } from './_judge.ts';

describe('what nothing else speaks of', () => {
  it.each<[schema: string, valid: Json, invalid: Json, rule: string]>([
    [
      '{ contains: { type: string }, unevaluatedItems: false }',
      ['a', 'b'],
      ['a', 1],
      ' unevaluatedItems',
    ],
    [
      '{ anyOf: [{ items: { type: string } }, true], unevaluatedItems: { type: boolean } }',
      ['a', 'b'],
      ['a', 42],
      '/0 type',
    ],
    ['{ prefixItems: [true], unevaluatedItems: { type: string } }', [1, 'a'], [1, 2], '/1 type'],
    [
      '{ if: { patternProperties: { ^f: true } }, unevaluatedProperties: false }',
      { foo: 1 },
      { bar: 1 },
      ' unevaluatedProperties',
    ],
    [
      '{ if: { required: [a] }, then: { properties: { a: true } }, else: { properties: { b: true } }, unevaluatedProperties: false }',
      { a: 1 },
      { a: 1, b: 1 },
      ' unevaluatedProperties',
    ],
    [
      '{ dependentSchemas: { a: { properties: { a: true, b: true } } }, unevaluatedProperties: { type: string } }',
      { a: 1, b: 2 },
      { b: 2 },
      '/b type',
    ],
    [
      '{ oneOf: [{ required: [a], properties: { a: true } }, { required: [b], properties: { b: true } }], unevaluatedProperties: false }',
      { a: 1 },
      { a: 1, c: 1 },
      ' unevaluatedProperties',
    ],
    [
      '{ allOf: [{ additionalProperties: true }], unevaluatedProperties: false }',
      { a: 1 },
      1,
      ' type',
    ],
    [
      '{ allOf: [{ unevaluatedProperties: true }], unevaluatedProperties: false, type: object }',
      { a: 1 },
      1,
      ' type',
    ],
  ])('%s', async (schema, valid, invalid, rule) => {
    const { isValid, rules } = await judge(
      `Subject: ${schema.includes('type') || rule !== ' type' ? schema : schema.replace('{', '{ type: object,')}`,
    );
    expect(isValid(valid)).toBe(true);
    expect(rules(invalid)).toContain(rule);
  });

  it('counts what references, recursive ones too, speak of', async () => {
    const { isValid, messages } = await judge(`
Subject: { $ref: '#/components/schemas/Tree', unevaluatedProperties: false }
Tree: { properties: { name: { type: string }, child: { $ref: '#/components/schemas/Subject' } } }`);
    expect(isValid({ name: 'a', child: { child: {} } })).toBe(true);
    expect(messages({ child: { child: { x: 1 } } })).toEqual([
      '/child/child has the undeclared property "x"',
    ]);
  });

  it('is told once for each member', async () => {
    const { messages, isValid } = await judge(
      'Subject: { prefixItems: [{}], unevaluatedItems: false }',
    );
    expect(messages([1, 2, 3])).toEqual([
      ' has an undeclared item at 1',
      ' has an undeclared item at 2',
    ]);
    expect(isValid({ a: 1 })).toBe(true);
  });
});
