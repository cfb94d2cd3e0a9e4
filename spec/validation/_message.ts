import type { DefinedError, ErrorObject } from 'ajv';
import { type Json, toArray, toSnippet, typeOf } from '../../kernel/json.ts';
import { toValueSnippet } from './_snippet.ts';
import { findTwins } from './_unique.ts';

/**
 * What was expected and what was found, to follow the name of the place:
 * `limit` + ` must be at least 1, but is 0`.
 */
export function toMessage(error: ErrorObject): string {
  // Ajv types its own keywords as a union of their own; every case below is one of them.
  const known = error as DefinedError;
  const found = () => `but is ${toValueSnippet(toJson(error.data))}`;
  switch (known.keyword) {
    case 'required':
      return `lacks the required property "${known.params.missingProperty}"`;
    case 'dependentRequired':
      return `lacks the property "${known.params.missingProperty}", which "${known.params.property}" asks for`;
    case 'type':
      return `must be ${toList(known.params.type)}, but is ${describe(toJson(error.data))}`;
    case 'additionalProperties':
      return `has the undeclared property "${known.params.additionalProperty}"`;
    case 'unevaluatedProperties':
      return `has the undeclared property "${known.params.unevaluatedProperty}"`;
    case 'unevaluatedItems':
      return 'has an undeclared item';
    case 'enum':
      return `must be one of ${toSnippet(toJson(known.params.allowedValues), 120)}, ${found()}`;
    case 'const':
      return `must be ${toSnippet(toJson(known.params.allowedValue))}, ${found()}`;
    case 'minimum':
      return `must be at least ${known.params.limit}, ${found()}`;
    case 'maximum':
      return `must be at most ${known.params.limit}, ${found()}`;
    case 'exclusiveMinimum':
      return `must be greater than ${known.params.limit}, ${found()}`;
    case 'exclusiveMaximum':
      return `must be less than ${known.params.limit}, ${found()}`;
    case 'multipleOf':
      return `must be a multiple of ${error.schema}, ${found()}`;
    case 'format':
      return `must be in the format "${known.params.format}", ${found()}`;
    case 'pattern':
      return `must match the pattern ${known.params.pattern}, ${found()}`;
    case 'oneOf':
      return known.params.passingSchemas === null
        ? 'must match exactly one of the alternatives, but matches none'
        : 'must match exactly one of the alternatives, but matches several';
    case 'uniqueItems': {
      const [first, second] = findTwins(toArray(toJson(error.data))) ?? [];
      return `must not have equal items, as those at ${first} and ${second} are, ${found}`;
    }
    case 'not':
      return 'must not be here: the document rules it out';
    default:
      return `${error.message ?? `breaks the rule "${error.keyword}"`}, ${found()}`;
  }
}

function describe(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const type = typeOf(value);
  if (value === null) return 'null';
  return type === 'object' || type === 'array' ? `an ${type}` : `the ${type} ${toSnippet(value)}`;
}

function toList(type: string | readonly string[]): string {
  const names = typeof type === 'string' ? type.split(',') : type;
  const articles = names.map((name) =>
    name === 'null' ? name : `${/^[aio]/.test(name) ? 'an' : 'a'} ${name}`,
  );
  return articles.join(' or ');
}

/** Ajv hands back as `unknown` what was given to it as JSON. */
function toJson(data: unknown): Json | undefined {
  return data as Json | undefined;
}
