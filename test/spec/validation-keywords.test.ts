import { describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { loadDocument } from '../../spec/load.ts';
import { Validators } from '../../spec/validation/validators.ts';
import { findSchema, writeFiles } from './_document.ts';
import { judge } from './_judge.ts';

describe('every keyword', () => {
  it.each<[schema: string, valid: Json, invalid: Json, rule: string]>([
    ['{ type: integer }', 1, 1.5, ' type'],
    ["{ type: [string, 'null'] }", null, 1, ' type'],
    ['{ const: { a: 1 } }', { a: 1 }, { a: 2 }, ' const'],
    ['{ enum: [a, 1] }', 1, 'b', ' enum'],
    ['{ minimum: 1 }', 1, 0, ' minimum'],
    ['{ maximum: 1 }', 1, 2, ' maximum'],
    ['{ exclusiveMinimum: 1 }', 2, 1, ' exclusiveMinimum'],
    ['{ exclusiveMaximum: 1 }', 0, 1, ' exclusiveMaximum'],
    ['{ multipleOf: 0.1 }', 0.3, 0.35, ' multipleOf'],
    ['{ minLength: 2 }', '😀😀', '😀', ' minLength'],
    ['{ maxLength: 1 }', '😀', 'ab', ' maxLength'],
    ['{ pattern: ^a$ }', 'a', 'b', ' pattern'],
    ['{ minItems: 1 }', [1], [], ' minItems'],
    ['{ maxItems: 1 }', [1], [1, 2], ' maxItems'],
    ['{ uniqueItems: true }', [1, 2], [{ a: 1 }, { a: 1 }], ' uniqueItems'],
    ['{ contains: { const: 1 }, minContains: 2 }', [1, 1], [1], ' contains'],
    ['{ items: { type: string } }', ['a'], [1], '/0 type'],
    ['{ prefixItems: [{ type: string }], items: false }', ['a'], ['a', 1], ' items'],
    ['{ minProperties: 1 }', { a: 1 }, {}, ' minProperties'],
    ['{ maxProperties: 1 }', { a: 1 }, { a: 1, b: 2 }, ' maxProperties'],
    ['{ required: [a] }', { a: null }, {}, ' required'],
    ['{ dependentRequired: { a: [b] } }', { b: 1 }, { a: 1 }, ' dependentRequired'],
    ['{ dependentSchemas: { a: { required: [b] } } }', {}, { a: 1 }, ' required'],
    ['{ properties: { a: { type: string } } }', { a: 'x' }, { a: 1 }, '/a type'],
    ['{ patternProperties: { ^x-: { type: string } } }', { y: 1 }, { 'x-a': 1 }, '/x-a type'],
    [
      '{ additionalProperties: false, properties: { a: {} } }',
      { a: 1 },
      { b: 1 },
      ' additionalProperties',
    ],
    ['{ additionalProperties: { type: string } }', { a: 'x' }, { a: 1 }, '/a type'],
    ['{ propertyNames: { maxLength: 1 } }', { a: 1 }, { ab: 1 }, ' maxLength'],
    [
      '{ allOf: [{ properties: { a: {} } }], unevaluatedProperties: false }',
      { a: 1 },
      { b: 1 },
      ' unevaluatedProperties',
    ],
    ['{ prefixItems: [{}], unevaluatedItems: false }', [1], [1, 2], ' unevaluatedItems'],
    ['{ not: { type: string } }', 1, 'a', ' not'],
    ['{ anyOf: [{ type: string }, { type: integer }] }', 1, null, ' anyOf'],
    ['{ oneOf: [{ type: integer }, { minimum: 5 }] }', 1, 7, ' oneOf'],
    [
      '{ if: { required: [a] }, then: { required: [b] }, else: { required: [c] } }',
      { c: 1 },
      { a: 1 },
      ' required',
    ],
  ])('%s', async (schema, valid, invalid, rule) => {
    const { isValid, rules } = await judge(`Subject: ${schema}`);
    expect(isValid(valid)).toBe(true);
    expect(rules(invalid)).toContain(rule);
  });

  it('that is false, or lists no value at all, admits nothing', async () => {
    const { rules } = await judge('Subject: false');
    expect(rules(1)).toEqual([' false']);
    expect((await judge('Subject: { properties: { a: false } }')).isValid({ a: 1 })).toBe(false);
    expect((await judge('Subject: { enum: [] }')).isValid(1)).toBe(false);
    expect((await judge('Subject: { allOf: [], anyOf: [] }')).isValid(1)).toBe(true);
  });

  it('that is unknown, or of an unknown type, says nothing', async () => {
    const { isValid } = await judge('Subject: { type: strng, colour: red, $comment: x }');
    expect(isValid(1)).toBe(true);
  });

  it('means own properties, not those that every object has', async () => {
    const required = await judge('Subject: { required: [constructor, toString] }');
    expect(required.rules({})).toEqual([' required', ' required']);
    expect(required.isValid({ constructor: 1, toString: 2 })).toBe(true);
    const typed = await judge('Subject: { properties: { constructor: { type: string } } }');
    expect(typed.isValid({})).toBe(true);
    expect(typed.isValid({ constructor: 1 })).toBe(false);
  });
});

describe('patterns', () => {
  it('are ECMA-262 with u, and in the old flavour where only that reads them', async () => {
    const unicode = await judge("Subject: { pattern: '^\\p{L}+$' }");
    expect([unicode.isValid('ñ'), unicode.isValid('1')]).toEqual([true, false]);
    const old = await judge("Subject: { pattern: '^[\\w-.]+$' }");
    expect([old.isValid('a-b.c'), old.isValid('a b')]).toEqual([true, false]);
  });

  it('that do not compile rule nothing out', async () => {
    const { isValid } = await judge("Subject: { type: string, pattern: '(' }");
    expect([isValid('anything'), isValid(1)]).toEqual([true, false]);
  });
});

describe('formats', () => {
  it.each<[format: string, valid: string, invalid: string]>([
    ['date', '2024-02-29', '2023-02-29'],
    ['time', '10:00:00Z', '25:00:00Z'],
    ['email', 'a@example.com', 'a.example.com'],
    ['uuid', '00000000-0000-4000-8000-000000000000', '0000'],
    ['uri', 'https://example.com', '/a'],
    ['uri-reference', '/a', '\\a'],
    ['ipv4', '192.0.2.1', '192.0.2.256'],
    ['ipv6', '2001:db8::1', '2001::db8::1'],
    ['hostname', 'example.com', '-a'],
    ['regex', '^a$', '('],
    ['json-pointer', '/a', 'a'],
  ])('%s', async (format, valid, invalid) => {
    const { isValid, rules } = await judge(`Subject: { type: string, format: ${format} }`);
    expect(isValid(valid)).toBe(true);
    expect(rules(invalid)).toEqual([' format']);
  });

  it.each(['binary', 'password', 'html', 'commonmark', 'made-up'])(
    '%s is not judged',
    async (format) => {
      expect((await judge(`Subject: { format: ${format} }`)).isValid('\\ ')).toBe(true);
    },
  );

  it.each([
    '2024-01-01T00:00:00Z',
    '2024-02-29T23:59:59.123456+14:00',
    '2000-02-29T12:00:00-00:00',
    '2024-01-01t00:00:00z',
    '2016-12-31T23:59:60Z',
    '2016-12-31T18:59:60-05:00',
    '0000-01-01T00:00:00Z',
  ])('date-time takes %s', async (text) => {
    expect((await judge('Subject: { format: date-time }')).isValid(text)).toBe(true);
  });

  it.each([
    '2024-01-01 00:00:00Z',
    '2024-01-01T00:00:00',
    '2024-01-01T00:00Z',
    '2024-01-01',
    '2023-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2024-04-31T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:60:00Z',
    '2024-01-01T00:00:61Z',
    '2024-01-01T00:00:60Z',
    '2024-06-30T12:59:60Z',
    '2024-01-01T00:00:00.Z',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T00:00:00+0100',
    '24-01-01T00:00:00Z',
    ' 2024-01-01T00:00:00Z',
  ])('date-time refuses %s', async (text) => {
    expect((await judge('Subject: { format: date-time }')).rules(text)).toEqual([' format']);
  });
});

it('a text in place of a number is not judged by its format as well', async () => {
  const { rules } = await judge('Subject: { type: integer, format: int64 }');
  expect([rules('one'), rules(1e30)]).toEqual([[' type'], [' format']]);
  expect((await judge('Subject: { format: int64 }')).rules('one')).toEqual([' format']);
});

describe('references', () => {
  it('may be recursive, in themselves and round a corner', async () => {
    const { isValid, rules } = await judge(`
Subject: { type: object, properties: { child: { $ref: '#/components/schemas/Subject' }, other: { $ref: '#/components/schemas/Other' } } }
Other: { required: [back], properties: { back: { $ref: '#/components/schemas/Subject' } } }`);
    expect(isValid({ child: { child: {} }, other: { back: { other: { back: {} } } } })).toBe(true);
    expect(rules({ child: { child: { other: { back: 1 } } } })).toEqual([
      '/child/child/other/back type',
    ]);
    expect(rules({ other: { back: { other: {} } } })).toEqual(['/other/back/other required']);
  });

  it('lead into other files, and from there on', async () => {
    const path = await writeFiles({
      'api.yaml': 'openapi: 3.1.0\ncomponents: { schemas: { Subject: { $ref: "pet.yaml#/Pet" } } }',
      'pet.yaml':
        'Pet: { properties: { owner: { $ref: "./people/../owner.yaml" }, friend: { $ref: "#/Pet" } } }',
      'owner.yaml': 'type: object\nrequired: [name]\nproperties: { name: { type: string } }',
    });
    const document = await loadDocument(path);
    const validate = new Validators(document, 'request').for(findSchema(document, 'Subject'));
    expect(validate({ owner: { name: 'Ada' } })).toEqual([]);
    expect(validate({ friend: { owner: {} } })).toMatchObject([
      {
        instanceLocation: '/friend/owner',
        keywordLocation: 'owner.yaml#/required',
        message: 'lacks the required property "name"',
      },
    ]);
  });

  it('to nothing admit anything', async () => {
    expect((await judge("Subject: { $ref: '#/nowhere' }")).isValid(1)).toBe(true);
  });
});
