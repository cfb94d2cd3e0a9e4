import { getOwn, type Json, type JsonObject, toObject, toText } from '../../kernel/json.ts';
import { Problem, type ProblemCode } from '../../kernel/problem.ts';
import { findNearest } from '../../kernel/words.ts';
import { DocumentError } from '../../spec/fault.ts';
import type { Call, Reply } from '../exchange/model.ts';

/** A reply with a JSON body. */
export function toJson(call: Call, value: Json): Reply {
  const content = { mediaType: 'application/json', value };
  return { status: call.compiled.success, fields: [], content };
}

/** A reply without a body. */
export const done: Reply = { status: 204, fields: [] };

/** The JSON object in the request's body; empty without a body. */
export function getBody(call: Call): JsonObject {
  return toObject(call.body);
}

/** The path parameter `name`. */
export function getName(call: Call): string {
  return toText(call.parameters.path.name) ?? '';
}

/** A text in the query. */
export function getQuery(call: Call, name: string): string | undefined {
  return toText(getOwn(call.parameters.query, name));
}

/** Nothing of that name is there. */
export function toUnknown(kind: string, name: string, known: readonly string[]): Problem {
  const nearest = findNearest(name, known);
  const shown = known.slice(0, 10).join(', ') || 'none';
  const hint = nearest === undefined ? `Known: ${shown}.` : `Did you mean ${nearest}?`;
  const message = `There is no ${kind} ${JSON.stringify(name)}. ${hint}`;
  return toProblem('name-unknown', message, { part: 'path', rule: 'exists' });
}

/** A problem with one finding. */
export function toProblem(
  code: ProblemCode,
  message: string,
  place: { readonly part: 'path' | 'body' | 'query'; readonly rule: string; readonly at?: string },
): Problem {
  const { part, rule, at = '' } = place;
  const finding = { part, instanceLocation: at, keywordLocation: '', rule, message };
  return new Problem(code, message, { findings: [finding] });
}

/** Runs what may find fault with a scenario, and turns the fault into a problem. */
export function attempt(run: () => Reply | Problem): Reply | Problem {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return toProblem('state-invalid', error.message, { part: 'body', rule: 'scenario' });
  }
}
