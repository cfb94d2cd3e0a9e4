import type { ErrorObject, ValidateFunction } from 'ajv';
import { isJsonObject, type Json, toSnippet } from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import { createAjv, isTelling } from './_ajv.ts';
import { toMessage } from './_message.ts';
import type { Validate, Violation } from './validators.ts';

/**
 * The validator of a JSON Schema (2020-12) that stands alone, compiled on its first use. A member
 * that is not admitted, be it for its name or at all, is itself the `instanceLocation`, as JSON
 * Schema's output format (§12.3.2) has it; `keywordLocation` is `#/pointer` into the schema. Of an
 * `anyOf` or `oneOf` that nothing matches only that is told, not what each alternative lacks.
 */
export function compileSchemaFile(schema: Json): Validate {
  const places = new Map<unknown, string>();
  collectPlaces(schema, '', places);
  let run: ValidateFunction | undefined;
  return (value) => {
    run ??= createAjv().compile(isJsonObject(schema) ? schema : {});
    if (run(value)) return [];
    const violations = (run.errors ?? []).filter(isWhole).map((error) => {
      return toViolation(error, places.get(error.parentSchema) ?? '');
    });
    return violations.filter(
      ({ keywordLocation }) => !isInAlternative(keywordLocation, violations),
    );
  };
}

/** A name that is not admitted is told by the rule that it breaks. */
function isWhole(error: ErrorObject): boolean {
  return isTelling(error) && error.keyword !== 'propertyNames';
}

function isInAlternative(location: string, violations: readonly Violation[]): boolean {
  return violations.some(
    ({ rule, keywordLocation }) =>
      (rule === 'anyOf' || rule === 'oneOf') && location.startsWith(`${keywordLocation}/`),
  );
}

function toViolation(error: ErrorObject, place: string): Violation {
  const { instancePath, propertyName, params } = error;
  const member: unknown = propertyName ?? params.additionalProperty ?? params.unevaluatedProperty;
  const isMember = typeof member === 'string';
  return {
    instanceLocation: isMember ? appendToken(instancePath, member) : instancePath,
    keywordLocation: `#${place}/${error.keyword}`,
    rule: error.keyword,
    // Ajv hands back as `unknown` what was given to it as JSON.
    value: toSnippet(error.data as Json | undefined),
    message: isMember && propertyName === undefined ? 'is not known here' : toMessage(error),
  };
}

function collectPlaces(node: Json, pointer: string, into: Map<unknown, string>): void {
  if (typeof node !== 'object' || node === null) return;
  into.set(node, pointer);
  for (const [name, member] of Object.entries(node)) {
    collectPlaces(member, appendToken(pointer, name), into);
  }
}
