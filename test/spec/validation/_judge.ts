import type { Json } from '../../../kernel/json.ts';
import type { OpenApiDocument } from '../../../spec/document.ts';
import { type Direction, Validators, type Violation } from '../../../spec/validation/validators.ts';
import { findSchema, toSchemas } from '../_document.ts';

interface Judging {
  readonly openapi?: string;
  readonly direction?: Direction;
}

/** Judges values by the schema called Subject. */
export async function judge(schemas: string, { openapi, direction = 'request' }: Judging = {}) {
  return judgeBy(await toSchemas(schemas, openapi), 'Subject', direction);
}

/** Judges values by a named schema of a document. */
export function judgeBy(document: OpenApiDocument, name: string, direction: Direction = 'request') {
  const validate = new Validators(document, direction).for(findSchema(document, name));
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
