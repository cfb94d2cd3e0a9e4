import { describe, expect, it } from 'vitest';
import { Validators } from '../../../spec/validation/validators.ts';
import { findSchema, toSchemas } from '../_document.ts';
import { judge } from './_judge.ts';

const ref = "$ref: '#/components/schemas/Other'";

describe('null', () => {
  it.each<[openapi: string, schema: string]>([
    ['3.0.3', '{ type: string, nullable: true }'],
    ['3.0.3', '{ nullable: true, enum: [a] }'],
    ['3.0.3', `{ ${ref}, nullable: true }`],
    ['3.0.3', `{ allOf: [{ ${ref} }], nullable: true }`],
    ['3.0.3', `{ oneOf: [{ ${ref} }], nullable: true }`],
    ['3.0.3', '{ type: string, x-nullable: true }'],
    ['3.1.0', '{ type: string, x-nullable: true }'],
    ['3.1.0', "{ type: [string, 'null'] }"],
    ['3.1.0', `{ oneOf: [{ ${ref} }, { type: 'null' }] }`],
    ['3.1.0', `{ anyOf: [{ ${ref} }, { enum: [null] }] }`],
    ['3.1.0', '{ enum: [a, null] }'],
    ['3.1.0', '{ type: ["string", "null"], const: null }'],
  ])('of %s is admitted by %s', async (openapi, schema) => {
    const { isValid } = await judge(`Subject: ${schema}\nOther: { type: string }`, { openapi });
    expect([isValid(null), isValid(1)]).toEqual([true, false]);
  });

  it.each<[openapi: string, schema: string]>([
    ['3.0.3', '{ type: string, nullable: false }'],
    ['3.1.0', '{ type: string, nullable: true }'],
    ['3.1.0', `{ ${ref}, nullable: true }`],
  ])('of %s is refused by %s', async (openapi, schema) => {
    const { isValid } = await judge(`Subject: ${schema}\nOther: { type: string }`, { openapi });
    expect(isValid(null)).toBe(false);
  });

  it.each<[schema: string, isAdmitted: boolean]>([
    ['{ type: string, nullable: true }', true],
    ['{ type: string, nullable: true, enum: [a, null] }', true],
    ['{ type: string, nullable: true, enum: [a] }', false],
    ['{ nullable: true, enum: [a] }', false],
    [`{ ${ref}, nullable: true }`, false],
    [`{ allOf: [{ ${ref} }], nullable: true }`, false],
    [`{ type: string, oneOf: [{ ${ref} }], nullable: true }`, false],
  ])('by the letter is of %s: %s', async (schema, isAdmitted) => {
    const document = await toSchemas(`Subject: ${schema}\nOther: { type: string }`, '3.0.3');
    const validate = new Validators(document, 'response', 'letter').for(
      findSchema(document, 'Subject'),
    );
    expect(validate(null).length === 0).toBe(isAdmitted);
  });

  it('is named among the types', async () => {
    const { messages } = await judge('Subject: { type: string, nullable: true, maxLength: 1 }', {
      openapi: '3.0.0',
    });
    expect(messages(1)).toEqual([' must be a string or null, but is the integer 1']);
    expect(messages('ab')).toHaveLength(1);
  });
});
