import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  typeOf,
} from '../../kernel/json.ts';
import { withoutMarked } from '../../spec/access.ts';
import { settleSchema } from '../../spec/choice.ts';
import type { Located } from '../../spec/document.ts';
import { type SchemaView, viewSchema } from '../../spec/schema.ts';
import { isObject } from '../../spec/shape.ts';
import type { Api } from '../exchange/model.ts';

type Places = Located | readonly Located[];

/**
 * As much of a value as a reply's schema admits, required or not: requests and replies may describe
 * the same thing by different schemas, and a number of the one may be a text of the other. Undefined
 * when nothing of it is left.
 */
export function toFitting(api: Api, schema: Places, value: Json): Json | undefined {
  if (isValid(api, schema, value)) return value;
  const view = settleSchema(api.document, schema, value);
  if (isJsonArray(value)) {
    const { items, maxItems } = view;
    return items && value.flatMap((item) => toFitting(api, items, item) ?? []).slice(0, maxItems);
  }
  if (isJsonObject(value)) {
    return view.types?.has('object') === false ? undefined : toFittingObject(api, schema, value);
  }
  return convert(api, schema, value);
}

/**
 * The value with what a request writes otherwise than a reply in the reply's way, at any depth: an
 * identity for an object, a number for a text or the reverse. What cannot be converted stays.
 */
export function toConverted(api: Api, schema: Places, value: Json): Json {
  if (isValid(api, schema, value)) return value;
  const { items, properties } = settleSchema(api.document, schema, value);
  if (isJsonArray(value)) {
    return items ? value.map((item) => toConverted(api, items, item)) : value;
  }
  if (!isJsonObject(value)) return convert(api, schema, value) ?? value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => {
    const places = properties.get(name);
    return [name, places ? toConverted(api, places, member) : member];
  });
  return Object.fromEntries(members);
}

function convert(api: Api, schema: Places, value: Json): Json | undefined {
  if (isObject(settleSchema(api.document, schema, value))) return toReferred(api, schema, value);
  const other = typeof value === 'number' ? String(value) : toNumber(value);
  return other !== undefined && isValid(api, schema, other) ? other : undefined;
}

function toNumber(value: Json): number | undefined {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** The members that fit; of an object that is complete but for what is missing, all of them. */
function toFittingObject(api: Api, schema: Places, value: JsonObject): JsonObject {
  const view = settleSchema(api.document, schema, value);
  const { properties, additional } = view;
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    const places = properties.get(name) ?? (additional ? [additional] : undefined);
    if (!places) return additional === false ? [] : [[name, member]];
    const next = toFitting(api, places, member);
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(toMost(members, view));
}

/** What is required and then what comes first, where there is no room for all. */
function toMost(
  members: readonly [string, Json][],
  { maxProperties = members.length, required }: SchemaView,
): readonly [string, Json][] {
  if (members.length <= maxProperties) return members;
  const isAsked = ([name]: readonly [string, Json]) => required.has(name);
  const others = members.filter((member) => !isAsked(member));
  const kept = new Set([...members.filter(isAsked), ...others].slice(0, maxProperties));
  return members.filter((member) => kept.has(member));
}

const identities = ['id', 'gid', '_id', 'uuid', 'uid', 'key', 'slug', 'code', 'name'];

/** Requests name by its identity what replies show whole: `"7"` is the owner `{ "id": "7" }`. */
function toReferred(api: Api, schema: Places, value: Json): JsonObject | undefined {
  const { properties } = settleSchema(api.document, schema, {});
  for (const name of identities) {
    const places = properties.get(name);
    if (places && viewSchema(api.document, places).types?.has(typeOf(value))) {
      return { [name]: value };
    }
  }
  return undefined;
}

function isValid({ document, replies }: Api, schema: Places, value: Json): boolean {
  const visible = withoutMarked(document, schema, { mark: 'writeOnly', value });
  // What is whole will be judged again as a reply.
  const judge = visible === value ? replies.stored : replies;
  if (!isList(schema)) return judge.for(schema)(visible).length === 0;
  return schema.every((place) => replies.for(place)(visible).length === 0);
}

function isList(schema: Places): schema is readonly Located[] {
  return Array.isArray(schema);
}
