import type { ErrorObject } from 'ajv';
import type { Json } from '../../kernel/json.ts';
import { type Located, toLocation } from '../document.ts';
import { toMessage } from './_message.ts';
import { toValueSnippet } from './_snippet.ts';
import { type JudgeParams, mostViolations, placeWithin, type Violation } from './_violation.ts';

/** The place that a lowered schema was made from. */
export type FindPlace = (lowered: object) => Located | undefined;

/**
 * What ajv reports, as violations, each once, as many as tell enough; what only repeats the errors
 * below it is left out.
 */
export function toViolations(
  errors: readonly ErrorObject[],
  findPlace: FindPlace,
): readonly Violation[] {
  const telling = errors.filter(isTelling);
  const kept = (telling.length > 0 ? telling : errors).slice(0, mostViolations);
  const all = kept.flatMap((error) => toOne(error, findPlace)).slice(0, mostViolations);
  if (all.length < 2) return all;
  // A schema may apply to a value in two ways, by a branch and by what extends it.
  const byText = new Map(all.map((violation) => [toText(violation), violation]));
  return byText.size === all.length ? all : [...byText.values()];
}

function toText({ instanceLocation, keywordLocation, message }: Violation): string {
  return [instanceLocation, keywordLocation, message].join('\n');
}

/** `if` and `$ref` only repeat what the errors below them say. */
export function isTelling(error: ErrorObject): boolean {
  return error.keyword !== 'if' && error.keyword !== '$ref';
}

function toOne(error: ErrorObject, findPlace: FindPlace): Violation | readonly Violation[] {
  const { violations }: JudgeParams = error.params;
  if (violations) return placeWithin(error.instancePath, violations);
  const place = error.parentSchema && findPlace(error.parentSchema);
  return {
    instanceLocation: error.instancePath,
    keywordLocation: place ? `${toLocation(place)}/${error.keyword}` : '',
    rule: error.keyword,
    // Ajv hands back as `unknown` what was given to it as JSON.
    value: toValueSnippet(error.data as Json | undefined),
    message: toMessage(error),
  };
}
