import type { ErrorObject, ValidateFunction } from 'ajv';
import { getOwn, isJsonObject, type Json, toSnippet, toText } from '../../kernel/json.ts';
import { appendToken, getAt } from '../../kernel/pointer.ts';
import { createAjv } from './_ajv.ts';
import { toMessage } from './_message.ts';
import { isTelling } from './_reported.ts';
import type { Validate, Violation } from './_violation.ts';

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
    const choices = violations.filter(({ rule }) => rule === 'anyOf' || rule === 'oneOf');
    const hidden = choices.map((choice) => toHidden(schema, choice));
    return violations.filter((violation) => !hidden.some((isHidden) => isHidden(violation)));
  };
}

/** Whether a violation only says why one alternative of a choice does not fit. */
function toHidden(schema: Json, { instanceLocation, keywordLocation }: Violation) {
  const places = collectBelow(schema, keywordLocation.slice(1), new Set());
  return (other: Violation): boolean => {
    const isInside = `${other.instanceLocation}/`.startsWith(`${instanceLocation}/`);
    const place = other.keywordLocation.slice(1);
    return isInside && [...places].some((below) => place.startsWith(`${below}/`));
  };
}

/** The place itself, and those that references below it name. */
function collectBelow(schema: Json, pointer: string, into: Set<string>): Set<string> {
  if (into.has(pointer)) return into;
  into.add(pointer);
  const pending: (Json | undefined)[] = [getAt(schema, pointer)];
  for (const node of pending) {
    if (typeof node !== 'object' || node === null) continue;
    const ref = toText(getOwn(node, '$ref'));
    if (ref?.startsWith('#')) collectBelow(schema, ref.slice(1), into);
    pending.push(...Object.values(node));
  }
  return into;
}

/** A name that is not admitted is told by the rule that it breaks. */
function isWhole(error: ErrorObject): boolean {
  return isTelling(error) && error.keyword !== 'propertyNames';
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
