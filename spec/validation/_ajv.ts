import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { addKnownFormats } from './_formats.ts';

/** A compiler for the 2020-12 dialect that reports every broken rule with the value that broke it. */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: true,
    allErrors: true,
    verbose: true,
    // Without this, `required: ["constructor"]` is met by every object.
    ownProperties: true,
    inlineRefs: false,
    addUsedSchema: false,
    validateSchema: false,
    multipleOfPrecision: 9,
    logger: false,
    // The type asks for a `code` property that only standalone code generation reads.
    code: { regExp: Object.assign(toRegExp, { code: 'toRegExp' }) },
  });
  addKnownFormats(ajv);
  return ajv;
}

/** `if` and `$ref` only repeat what the errors below them say. */
export function isTelling(error: ErrorObject): boolean {
  return error.keyword !== 'if' && error.keyword !== '$ref';
}

/** ECMA-262 with `u`, as JSON Schema asks; many documents write patterns only the old flavour reads. */
function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return toLooseRegExp(pattern);
  }
}

function toLooseRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    // The check of the document has reported it; a pattern that does not compile rules nothing out.
    return /(?:)/;
  }
}
