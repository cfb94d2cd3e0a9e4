import type { Json } from '../../kernel/json.ts';
import { type Direction, Validators, type Violation } from '../../spec/validation/validators.ts';
import { findSchema, toSchemas } from './_document.ts';

interface Judging {
  readonly openapi?: string;
  readonly direction?: Direction;
}

/** Judges values by the schema called Subject. */
export async function judge(schemas: string, { openapi, direction = 'request' }: Judging = {}) {
  const document = await toSchemas(schemas, openapi);
  const validate = new Validators(document, direction).for(findSchema(document, 'Subject'));
  const violations = (value: Json): readonly Violation[] => validate(value);
  return {
    violations,
    isValid: (value: Json) => violations(value).length === 0,
    /** Violations as `place rule`. */
    rules: (value: Json) =>
      violations(value).map(({ instanceLocation, rule }) => `${instanceLocation} ${rule}`),
  };
}
