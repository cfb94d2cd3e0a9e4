import {
  getOwn,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../kernel/json.ts';
import { toNameKey } from '../../kernel/words.ts';
import { withoutMarked } from '../../spec/access.ts';
import { toPartValue, withKey } from '../../spec/identity.ts';
import { viewEnvelope } from '../../spec/item-shape.ts';
import { toOffers } from '../../spec/media/offers.ts';
import type { HeaderSpec, ResponseSpec } from '../../spec/model.ts';
import { findContent, findResponse, isEmpty } from '../../spec/responses.ts';
import { type SchemaView, viewSchema } from '../../spec/schema.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { chooseMediaType } from '../exchange/negotiate.ts';
import { isData, toDocumented } from './_documented.ts';
import {
  type FactPlace,
  findLinkProperty,
  type ListFacts,
  tellFact,
  tellLinkObject,
  tellOutcome,
} from './_facts.ts';
import { compileShown } from './_shown.ts';
import { withSpare } from './_spare.ts';

/** The optional members of `toReply`. */
export interface ReplyDetails {
  readonly status?: number;
  readonly fields?: Reply['fields'];
  readonly facts?: ListFacts;
  /** The keys of the items, in their order. */
  readonly keys?: readonly string[];
  /** What stands in the place of items, such as their number. */
  readonly value?: Json;
  /** True of what nobody has seen: whether it will be shown again is not known. */
  readonly isNew?: boolean;
}

/** The success reply that carries this item or these, in the envelope the document declares. */
export function toReply(
  call: Call,
  stored: JsonObject | readonly JsonObject[],
  more: ReplyDetails = {},
): Reply {
  return withSpare(call, compose(call, stored, more));
}

function compose(
  call: Call,
  stored: JsonObject | readonly JsonObject[],
  more: ReplyDetails,
): Reply {
  const { operation, api, binding, success } = call.compiled;
  const status = more.status ?? success;
  const response = findResponse(operation, status);
  const told = response && more.facts ? tellFields(call, response.headers, more.facts) : [];
  const fields = [...(more.fields ?? []), ...told];
  const mediaType = response && !isEmpty(status) ? toMediaType(call, response) : undefined;
  const content = response && mediaType && findContent(response.content, mediaType);
  if (!content || !mediaType) return { status, fields };
  if (!isData(mediaType)) {
    const value = toDocumented(call, { content, mediaType }) ?? null;
    return { status, fields, content: { mediaType, value } };
  }
  const { schema } = content;
  if (schema && !binding.replyItem && more.value === undefined) {
    const value = toDocumented(call, { content, mediaType }) ?? null;
    return { status, fields, content: { mediaType, value } };
  }
  const shown = more.value ?? toShown(call, stored, more);
  const path = binding.replyPath;
  const kept = more.value === undefined && !more.isNew ? path : undefined;
  if (!schema) return { status, fields, content: { mediaType, value: shown, kept } };
  const [first] = path;
  const view =
    first === undefined
      ? viewSchema(api.document, schema)
      : viewEnvelope(api.document, schema, first);
  const { facts } = more;
  const value = path.length > 0 ? wrap(call, view, { shown, path, holder: '', facts }) : shown;
  const visible = withoutMarked(api.document, schema, { mark: 'writeOnly', value });
  return { status, fields, content: { mediaType, value: visible, kept } };
}

/** The items as the reply holds them: a list, an object by their keys, or the keys alone. */
function toShown(
  call: Call,
  stored: JsonObject | readonly JsonObject[],
  { keys = [] }: ReplyDetails,
): Json {
  const { resource, replyMany, names } = call.compiled.binding;
  if (resource?.isValue && !isList(stored)) return getOwn(stored, '') ?? null;
  const show = compileShown(call);
  if (!isList(stored)) return replyMany === 'array' ? [show(stored)] : show(stored);
  const type = resource?.identity.type ?? 'string';
  if (replyMany === 'ids') return keys.map((key) => toPartValue({ type }, key));
  const items = stored.map((item, index) => {
    const [shown, key] = [show(item), keys[index]];
    return names && key !== undefined && isJsonObject(shown) ? withKey(names, shown, key) : shown;
  });
  if (replyMany !== 'map') return items;
  return Object.fromEntries(items.map((item, index) => [keys[index] ?? String(index), item]));
}

function isList(stored: JsonObject | readonly JsonObject[]): stored is readonly JsonObject[] {
  return isJsonArray(stored);
}

/** What was negotiated, which was for the usual status; another status may declare other content. */
function toMediaType(call: Call, { content }: ResponseSpec): string | undefined {
  const { mediaType, compiled, request } = call;
  if (mediaType !== undefined && findContent(content, mediaType)) return mediaType;
  const { document } = compiled.api;
  return chooseMediaType(compiled.api, content, request) ?? toOffers(document, content)[0];
}

interface Wrapping {
  readonly facts: ListFacts | undefined;
  readonly shown: Json;
  readonly path: readonly string[];
  /** The name of the member this is, in one spelling. */
  readonly holder: string;
}

function wrap(call: Call, view: SchemaView, wrapping: Wrapping): Json {
  const [first, ...rest] = wrapping.path;
  if (first === undefined) return wrapping.shown;
  const { document } = call.compiled.api;
  const members: [string, Json][] = [];
  for (const [name, places] of view.properties) {
    const next = { ...wrapping, path: rest, holder: toNameKey(name) };
    const made =
      name === first
        ? wrap(call, viewSchema(document, places), next)
        : toMember(call, view, { name, places, wrapping, depth: 0 });
    if (made !== undefined) members.push([name, made]);
  }
  return Object.fromEntries(members);
}

interface Member {
  readonly name: string;
  readonly places: SchemaView['sources'];
  readonly wrapping: Pick<Wrapping, 'facts' | 'holder'>;
  /** How many objects beside the list it is inside of. */
  readonly depth: number;
}

/** Where facts are looked for: `meta.page.links.next` and no deeper, since a schema may contain itself. */
const maxDepth = 4;

/** A member beside the item or list: what it tells, else an invented value when it is required. */
function toMember(call: Call, view: SchemaView, { name, places, wrapping, depth }: Member) {
  const { api, operation } = call.compiled;
  const isRequired = view.required.has(name);
  const { facts, holder } = wrapping;
  const siblings = [...view.properties.keys()].map(toNameKey);
  const place = { name, isRequired, holder, siblings };
  const own = viewSchema(api.document, places);
  const fact = facts && tell(call, own, { facts, place, depth });
  const told = fact === undefined ? tellOutcome(own, place) : fact;
  if (told !== undefined || !isRequired) return told;
  const identity = `${operation.id}/${name}`;
  return api.generator.generate(places, { seed: call.seed, identity, direction: 'response' });
}

interface Telling {
  readonly facts: ListFacts;
  readonly place: FactPlace;
  readonly depth: number;
}

function tell(call: Call, view: SchemaView, { facts, place, depth }: Telling): Json | undefined {
  const isObject = view.types?.has('object') ?? view.properties.size > 0;
  if (!isObject) return tellFact(facts, view, place);
  const { document } = call.compiled.api;
  const [property, target] = findLinkProperty(view, place) ?? [];
  if (property !== undefined && target) {
    return tellLinkObject(facts, place, { property, view: viewSchema(document, target) });
  }
  if (depth >= maxDepth) return undefined;
  const holder = toNameKey(place.name);
  const members = [...view.properties].flatMap(([name, places]): [string, Json][] => {
    const made = toMember(call, view, {
      ...{ name, places, depth: depth + 1 },
      wrapping: { facts, holder },
    });
    return made === undefined ? [] : [[name, made]];
  });
  const isAtEnd = /^next(page)?$/.test(holder) && !facts.hasMore;
  if (isAtEnd) return view.types?.has('null') ? null : undefined;
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

/** Header fields that tell of the list, such as X-Total-Count and Link (RFC 8288). */
function tellFields(call: Call, headers: readonly HeaderSpec[], facts: ListFacts) {
  if (headers.length === 0) return [];
  return headers.flatMap(({ name, schema }): [string, string][] => {
    if (/^link$/i.test(name)) {
      const links = [...facts.links].map(([rel, target]) => `<${target}>; rel="${rel}"`);
      return [[name, links.join(', ')]];
    }
    const view = viewSchema(call.compiled.api.document, schema ?? []);
    const place = { name: name.replace(/^x-/i, ''), isRequired: false, holder: '', siblings: [] };
    const value = tellFact(facts, view, place);
    return value === undefined || value === null ? [] : [[name, String(value)]];
  });
}
