import { _ } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isMultipleOf } from '../decimal.ts';
import { findFormat } from '../formats/registry.ts';
import { readPattern } from '../pattern/pattern.ts';
import { addUniqueItems } from './_unique.ts';

/** A compiler for the 2020-12 dialect that reports every broken rule with the value that broke it. */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    // Without this, `required: ["constructor"]` is met by every object.
    ownProperties: true,
    inlineRefs: false,
    addUsedSchema: false,
    validateSchema: false,
    logger: false,
    // The type asks for a `code` property that only standalone code generation reads.
    code: { regExp: Object.assign(toTest, { code: 'toTest' }) },
  });
  addFormat(ajv);
  addMultipleOf(ajv);
  addUniqueItems(ajv);
  return ajv;
}

/** A format of ajv speaks of texts or of numbers, some of the registry speak of both. */
function addFormat(ajv: Ajv2020): void {
  ajv.removeKeyword('format');
  ajv.addKeyword({
    keyword: 'format',
    type: ['string', 'number'],
    schemaType: 'string',
    errors: false,
    error: { message: 'format', params: ({ schemaCode }) => _`{format: ${schemaCode}}` },
    compile: (name: string, { type }) => {
      const format = findFormat(name);
      const isNumeric = type !== undefined && ![type].flat().includes('string');
      // A text where a number should be is wrong enough.
      const text = isNumeric ? isAny : (format?.text ?? isAny);
      const number = format?.number ?? isAny;
      return (value: string | number) => (typeof value === 'string' ? text(value) : number(value));
    },
  });
}

function isAny(): boolean {
  return true;
}

/** Ajv divides binary fractions, by which 19.99 is no multiple of 0.01. */
function addMultipleOf(ajv: Ajv2020): void {
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    errors: false,
    compile: (step: number) => (value: number) => isMultipleOf(value, step),
  });
}

/** Ajv tells patterns apart by their text. */
function toTest(pattern: string) {
  const { test } = readPattern(pattern);
  return { test, toString: () => pattern };
}
