import { describe, expect, it } from 'vitest';
import type { Json } from '../../../kernel/json.ts';
import { compileSchemaFile } from '../../../spec/validation/schema-file.ts';

const schema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 2 },
    size: { anyOf: [{ type: 'integer' }, { $ref: '#/$defs/word' }] },
    boxes: { type: 'array', items: { $ref: '#/$defs/box' } },
    marks: { type: 'object', propertyNames: { pattern: '^[a-z]+$' } },
  },
  dependentRequired: { boxes: ['size'] },
  additionalProperties: false,
  $defs: {
    word: { type: 'string', pattern: '^[a-z]+$' },
    box: { type: 'object', properties: { width: { minimum: 1 } }, unevaluatedProperties: false },
  },
};

describe('the validator of a schema that stands alone', () => {
  const validate = compileSchemaFile(schema);
  const toLines = (value: Json) =>
    validate(value).map(({ instanceLocation, keywordLocation, rule, message }) => {
      return `${instanceLocation} ${keywordLocation} ${rule}: ${message}`;
    });

  it('says nothing of a valid value', () => {
    expect(validate({ name: 'Ada', size: 'big', boxes: [{ width: 2 }], marks: { a: 1 } })).toEqual(
      [],
    );
    expect(compileSchemaFile(true)('anything')).toEqual([]);
  });

  it('says where the value is wrong and where the rule stands', () => {
    expect(toLines([])).toEqual([' #/type type: must be an object, but is an array']);
    expect(toLines({ name: 'A', size: 1 })).toEqual([
      '/name #/properties/name/minLength minLength: must NOT have fewer than 2 characters, but is "A"',
    ]);
    expect(toLines({ name: 'Ada', size: 1, boxes: [{ width: 0 }] })).toEqual([
      '/boxes/0/width #/$defs/box/properties/width/minimum minimum: must be at least 1, but is 0',
    ]);
    expect(toLines({ name: 'Ada', boxes: [] })).toEqual([
      ' #/dependentRequired dependentRequired: lacks the property "size", which "boxes" asks for',
    ]);
  });

  it('points at the member that does not belong there', () => {
    expect(toLines({ name: 'Ada', 'a/b': 1 })).toEqual([
      '/a~1b #/additionalProperties additionalProperties: is not known here',
    ]);
    expect(toLines({ name: 'Ada', size: 1, boxes: [{ depth: 1 }] })).toEqual([
      '/boxes/0/depth #/$defs/box/unevaluatedProperties unevaluatedProperties: is not known here',
    ]);
    expect(toLines({ name: 'Ada', marks: { A: 1 } })).toEqual([
      expect.stringMatching(/^\/marks\/A #\/properties\/marks\/propertyNames\/pattern pattern: /),
    ]);
  });

  it('tells of a choice that nothing fits only that', () => {
    expect(validate({ name: 'Ada', size: 'BIG' }).map(({ rule }) => rule)).toEqual(['anyOf']);
    const rules = validate({ name: 'Ada', size: 1.5, marks: { B: 1 } }).map(({ rule }) => rule);
    expect(rules).toEqual(['anyOf', 'pattern']);
  });

  it('reads patterns of the older flavour, and is not stopped by one that cannot be read', () => {
    const loose = compileSchemaFile({ items: { pattern: '^[\\_]$' } });
    expect(loose(['_', 'a']).map(({ instanceLocation }) => instanceLocation)).toEqual(['/1']);
    expect(compileSchemaFile({ pattern: '(' })('anything')).toEqual([]);
  });
});
