import type { Json } from '../../../kernel/json.ts';
import type { OpenApiDocument } from '../../../spec/document.ts';
import {
  type Direction,
  type Reading,
  Validators,
  type Violation,
} from '../../../spec/validation/validators.ts';
import { findSchema, toSchemas } from '../_document.ts';

interface Judging {
  readonly openapi?: string;
  readonly direction?: Direction;
  readonly reading?: Reading;
}

/** Judges values by the schema called Subject. */
export async function judge(schemas: string, { openapi, ...options }: Judging = {}) {
  return judgeBy(await toSchemas(schemas, openapi), 'Subject', options);
}

/** Judges values by a named schema of a document. */
export function judgeBy(
  document: OpenApiDocument,
  name: string,
  { direction = 'request', reading }: Omit<Judging, 'openapi'> = {},
) {
  const validate = new Validators(document, direction, reading).for(findSchema(document, name));
  const violations = (value: Json): readonly Violation[] => validate(value);
  return {
    violations,
    isValid: (value: Json) => violations(value).length === 0,
    /** Violations as `place rule`. */
    rules: (value: Json) =>
      violations(value).map(({ instanceLocation, rule }) => `${instanceLocation} ${rule}`),
    /** Violations as `place message`. */
    messages: (value: Json) =>
      violations(value).map(({ instanceLocation, message }) => `${instanceLocation} ${message}`),
  };
}
