import type { Json } from '../../kernel/json.ts';
import { type Located, toLocation } from '../document.ts';
import { toValueSnippet } from './_snippet.ts';

/** One broken rule of a schema. Locations as in `Finding`. */
export interface Violation {
  readonly instanceLocation: string;
  readonly keywordLocation: string;
  /** The JSON Schema keyword. */
  readonly rule: string;
  readonly value: string;
  /** Follows the name of the place: `must be at least 1, but is 0`. */
  readonly message: string;
}

/**
 * So many tell enough of what is wrong. A body may break a rule at each of a million places, and
 * nobody else would be answered while all of them are written down.
 */
export const mostViolations = 100;

/** Answers the violations of a value; none when it is valid. */
export type Validate = (value: Json) => readonly Violation[];

/** A broken rule of a schema at a place; the value as a whole is what it is about. */
export function toViolation(
  at: Located,
  rule: string,
  about: { readonly value: Json; readonly message: string; readonly path?: string },
): Violation {
  return {
    instanceLocation: about.path ?? '',
    keywordLocation: `${toLocation(at)}/${rule}`,
    rule,
    value: toValueSnippet(about.value),
    message: about.message,
  };
}

/** The violations of a part, as those of what it stands in. */
export function placeWithin(path: string, violations: readonly Violation[]): Violation[] {
  return violations.map((violation) => ({
    ...violation,
    instanceLocation: `${path}${violation.instanceLocation}`,
  }));
}

/** The parameters of an error that a judge of ours reports. */
export interface JudgeParams {
  readonly violations?: readonly Violation[];
}
