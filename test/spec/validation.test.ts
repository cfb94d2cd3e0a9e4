import { describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { Validators } from '../../spec/validation/validators.ts';
import { findSchema, toSchemas } from './_document.ts';
import { judge } from './_judge.ts';

const user = `
Subject:
  type: object
  required: [id, name, password, address]
  additionalProperties: false
  properties:
    id: { type: integer, readOnly: true }
    name: { type: string }
    password: { type: string, writeOnly: true }
    address: { $ref: '#/components/schemas/Address' }
    friends: { type: array, items: { $ref: '#/components/schemas/Subject' } }
Address:
  allOf:
    - { type: object, required: [city, checked, code] }
    - { properties: { city: { type: string }, checked: { type: boolean, readOnly: true } } }
    - { properties: { code: { type: string, writeOnly: true } } }`;

describe('a request', () => {
  it('need not have what is readOnly, at any depth of $ref and allOf', async () => {
    const { isValid, rules } = await judge(user);
    const address = { city: 'Rome', code: '7' };
    expect(isValid({ name: 'Ada', password: 'x', address })).toBe(true);
    expect(rules({ name: 'Ada', address: { city: 'Rome' } })).toEqual([
      ' required',
      '/address required',
    ]);
    const friends = [
      { name: 'Bob', password: 'y', address },
      { password: 'z', address },
    ];
    expect(rules({ name: 'Ada', password: 'x', address, friends })).toEqual([
      '/friends/1 required',
    ]);
  });

  it('may have any value there: it is ignored', async () => {
    const { isValid } = await judge(user);
    const address = { city: 'Rome', code: '7', checked: 'perhaps' };
    expect(isValid({ id: 'mine', name: 'Ada', password: 'x', address })).toBe(true);
  });
});

describe('a reply', () => {
  it('must have what is readOnly, and must not have what is writeOnly', async () => {
    const { isValid, rules, violations } = await judge(user, { direction: 'response' });
    const address = { city: 'Rome', checked: true };
    expect(isValid({ id: 1, name: 'Ada', address })).toBe(true);
    expect(rules({ name: 'Ada', address: { city: 'Rome' } })).toEqual([
      ' required',
      '/address required',
    ]);
    const [shown] = violations({ id: 1, name: 'Ada', address, password: 'x' });
    expect(shown).toMatchObject({
      instanceLocation: '/password',
      rule: 'not',
      message: 'must not be here: the document rules it out',
    });
    expect(rules({ id: 1, name: 'Ada', address: { ...address, code: '7' } })).toContain(
      '/address/code not',
    );
  });
});

describe('marks in a choice', () => {
  const choice = `
Subject:
  required: [kind, serial]
  oneOf:
    - { properties: { kind: { const: a }, serial: { type: string, readOnly: true } } }
    - { required: [secret], properties: { kind: { const: b }, secret: { type: string, writeOnly: true } } }`;

  it('count for what is required outside it', async () => {
    const request = await judge(choice);
    expect(request.isValid({ kind: 'a' })).toBe(true);
    expect(request.isValid({ kind: 'b' })).toBe(false);
    expect(request.isValid({ kind: 'b', secret: 'x' })).toBe(true);
    const reply = await judge(choice, { direction: 'response' });
    expect(reply.isValid({ kind: 'a' })).toBe(false);
    expect(reply.isValid({ kind: 'a', serial: 's' })).toBe(true);
    expect(reply.isValid({ kind: 'b', serial: 's' })).toBe(true);
  });
});

describe('OpenAPI 3.0', () => {
  const legacy = { openapi: '3.0.3' };

  it('nullable admits null to whatever else is said', async () => {
    const { isValid } = await judge(
      'Subject: { type: string, nullable: true, minLength: 2 }',
      legacy,
    );
    expect([null, 'ab', 'a', 1].map(isValid)).toEqual([true, true, false, false]);
    const listed = await judge('Subject: { type: string, nullable: true, enum: [a] }', legacy);
    expect([null, 'a', 'b'].map(listed.isValid)).toEqual([true, true, false]);
    const strict = await judge('Subject: { type: string, nullable: false }', legacy);
    expect(strict.isValid(null)).toBe(false);
  });

  it('exclusive bounds are flags', async () => {
    const { isValid } = await judge(
      'Subject: { minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: true }',
      legacy,
    );
    expect([1, 1.5, 3].map(isValid)).toEqual([false, true, false]);
    const inclusive = await judge('Subject: { minimum: 1, exclusiveMinimum: false }', legacy);
    expect([1, 0].map(inclusive.isValid)).toEqual([true, false]);
    const without = await judge('Subject: { exclusiveMinimum: true }', legacy);
    expect(without.isValid(-1)).toBe(true);
  });

  it('what stands beside a $ref is ignored', async () => {
    const schemas =
      "Subject: { $ref: '#/components/schemas/Text', minLength: 5 }\nText: { type: string }";
    expect((await judge(schemas, legacy)).isValid('a')).toBe(true);
    expect((await judge(schemas)).isValid('a')).toBe(false);
  });

  it('nullable, and bounds as flags, mean nothing later', async () => {
    expect((await judge('Subject: { type: string, nullable: true }')).isValid(null)).toBe(false);
    expect((await judge('Subject: { minimum: 1, exclusiveMinimum: true }')).isValid(1)).toBe(true);
  });
});

describe('a violation', () => {
  it('says where, by which rule, and what was there', async () => {
    const { violations } = await judge(user);
    const value = { name: 'x'.repeat(100), password: 1, address: { city: 'Rome', code: '7' } };
    expect(violations(value)).toEqual([
      {
        instanceLocation: '/password',
        keywordLocation: 'Test#/components/schemas/Subject/properties/password/type',
        rule: 'type',
        value: '1',
        message: 'must be a string, but is the integer 1',
      },
    ]);
  });

  it.each<[schema: string, value: Json, message: string]>([
    ["{ type: [array, 'null'] }", 'a', 'must be an array or null, but is the string "a"'],
    ['{ type: string }', null, 'must be a string, but is null'],
    ['{ type: string }', [], 'must be a string, but is an array'],
    ['{ additionalProperties: false }', { a: 1 }, 'has the undeclared property "a"'],
    ['{ unevaluatedProperties: false }', { a: 1 }, 'has the undeclared property "a"'],
    ['{ dependentRequired: { a: [b] } }', { a: 1 }, 'lacks the property "b", which "a" asks for'],
    ['{ enum: [a, b] }', 'c', 'must be one of ["a","b"], but is "c"'],
    ['{ const: 1 }', 2, 'must be 1, but is 2'],
    ['{ minimum: 1 }', 0, 'must be at least 1, but is 0'],
    ['{ maximum: 1 }', 2, 'must be at most 1, but is 2'],
    ['{ exclusiveMinimum: 1 }', 1, 'must be greater than 1, but is 1'],
    ['{ exclusiveMaximum: 1 }', 1, 'must be less than 1, but is 1'],
    ['{ format: date }', 'x', 'must be in the format "date", but is "x"'],
    ['{ pattern: ^a }', 'x', 'must match the pattern ^a, but is "x"'],
    [
      '{ oneOf: [{ type: string }] }',
      1,
      'must match exactly one of the alternatives, but matches none',
    ],
    [
      '{ oneOf: [{}, { minimum: 0 }] }',
      1,
      'must match exactly one of the alternatives, but matches several',
    ],
    ['{ not: {} }', 1, 'must not be here: the document rules it out'],
    ['{ minItems: 1 }', [], 'must NOT have fewer than 1 items, but is []'],
  ])('of %s by %j tells what was expected', async (schema, value, message) => {
    const { violations } = await judge(`Subject: ${schema}`);
    expect(violations(value).map((violation) => violation.message)).toContain(message);
  });

  it('of the branch of an if is told without the if', async () => {
    const { rules } = await judge('Subject: { if: { required: [a] }, then: { required: [b] } }');
    expect(rules({ a: 1 })).toEqual([' required']);
  });
});

it('the validator of a schema is made once', async () => {
  const document = await toSchemas('Subject: { type: string }');
  const validators = new Validators(document, 'request');
  const schema = findSchema(document, 'Subject');
  expect(validators.for(schema)).toBe(validators.for(schema));
  expect(validators.for({ ...schema, node: true })(1)).toEqual([]);
  expect(validators.for({ ...schema, node: 'no schema' })(1)).toEqual([]);
});
