import {
  getOwn,
  isEqual,
  isJsonArray,
  type Json,
  toArray,
  toObject,
  typeOf,
} from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { isType } from './keyword-shapes.ts';
import { isNullable } from './nullable.ts';

/** Why nothing can satisfy a schema, and the keyword that says so. */
export interface Contradiction {
  readonly keyword: string;
  readonly message: string;
}

const ranges = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;

/** What contradicts itself within one schema object, whatever it refers to. */
export function findContradictions(document: OpenApiDocument, at: Located): Contradiction[] {
  const { node } = at;
  const found: Contradiction[] = [];
  for (const [low, high] of ranges) {
    const least = getOwn(node, low);
    const most = getOwn(node, high);
    if (typeof least !== 'number' || typeof most !== 'number' || least <= most) continue;
    // What is of another type is not touched by a range: only a type makes it a contradiction.
    if (!isTyped(node, low)) continue;
    found.push({ keyword: low, message: `"${low}" is ${least}, but "${high}" is ${most}` });
  }
  return [...found, ...findInValues(document, at), ...findInProperties(document, at)];
}

const typesOf: Readonly<Record<string, readonly string[]>> = {
  minimum: ['number', 'integer'],
  minLength: ['string'],
  minItems: ['array'],
  minProperties: ['object'],
};

/** True when the schema takes nothing but what a keyword speaks of. */
function isTyped(node: Json, keyword: string): boolean {
  const names = getTypes(node);
  return names.length > 0 && names.every((name) => typesOf[keyword]?.includes(name));
}

function getTypes(node: Json): string[] {
  const type = getOwn(node, 'type');
  const names = isJsonArray(type) ? type : [type];
  return names.filter((name) => typeof name === 'string');
}

function findInValues(document: OpenApiDocument, at: Located): Contradiction[] {
  const { node } = at;
  const listed = getOwn(node, 'enum');
  const constant = getOwn(node, 'const');
  if (isJsonArray(listed) && listed.length === 0) {
    return [{ keyword: 'enum', message: '"enum" lists nothing' }];
  }
  if (isJsonArray(listed) && constant !== undefined) {
    const isListed = listed.some((value) => isEqual(value, constant));
    if (!isListed) return [{ keyword: 'const', message: '"enum" does not list the "const"' }];
  }
  const keyword = constant === undefined ? 'enum' : 'const';
  const values = constant === undefined ? toArray(listed) : [constant];
  const types = getTypes(node);
  if (values.length === 0 || types.length === 0) return [];
  const allowed = isNullable(at, document) ? [...types, 'null'] : types;
  if (values.some((value) => isOf(value, allowed))) return [];
  const message = `no value of "${keyword}" has the type ${types.join(' or ')}`;
  return [{ keyword, message }];
}

function isOf(value: Json, types: readonly string[]): boolean {
  const type = typeOf(value);
  const isUnknown = types.some((name) => !isType(name));
  return isUnknown || types.includes(type) || (type === 'integer' && types.includes('number'));
}

function findInProperties(document: OpenApiDocument, { node }: Located): Contradiction[] {
  if (!getTypes(node).every((name) => name === 'object') || getTypes(node).length === 0) return [];
  const properties = toObject(getOwn(node, 'properties'));
  const isClosed =
    getOwn(node, 'additionalProperties') === false &&
    getOwn(node, 'patternProperties') === undefined;
  return toArray(getOwn(node, 'required')).flatMap((name) => {
    if (typeof name !== 'string') return [];
    const property = getOwn(properties, name);
    if (property === false && !document.isLegacyDialect) {
      return [{ keyword: 'required', message: `"${name}" is required, but may not be there` }];
    }
    const isRuledOut = property === undefined && isClosed;
    if (!isRuledOut) return [];
    return [{ keyword: 'required', message: `"${name}" is required, but not declared` }];
  });
}
