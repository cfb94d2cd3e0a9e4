import { isJsonObject, type Json, type JsonObject, toObject } from '../../kernel/json.ts';
import { toNameKey } from '../../kernel/words.ts';
import { withoutMarked } from '../../spec/access.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import { type SchemaView, viewSchema } from '../../spec/schema.ts';
import type { Call, Reply } from '../exchange/model.ts';

/** Facts about a list that an envelope may tell. */
export interface ListFacts {
  readonly total: number;
  readonly count: number;
  readonly offset: number;
  readonly limit: number;
  readonly page: number;
  readonly next?: string;
}

/** The success reply that carries this item or list, in the envelope the document declares. */
export function toReply(call: Call, value: Json, more: ReplyDetails = {}): Reply {
  const { compiled, mediaType } = call;
  const status = more.status ?? compiled.success;
  const fields = more.fields ?? [];
  const response = findResponse(compiled.operation, status);
  const content = mediaType && response && findContent(response.content, mediaType);
  if (!mediaType || !content) return { status, fields };
  const { document } = compiled.api;
  const view = content.schema && viewSchema(document, content.schema);
  const plain = view
    ? wrap(call, view, { value, path: compiled.binding.replyPath, ...more })
    : value;
  const visible = content.schema
    ? withoutMarked(document, content.schema, { mark: 'writeOnly', value: plain })
    : plain;
  return { status, fields, content: { mediaType, value: visible } };
}

/** The optional members of `toReply`. */
export interface ReplyDetails {
  readonly status?: number;
  readonly fields?: Reply['fields'];
  readonly facts?: ListFacts;
}

interface Wrapping extends ReplyDetails {
  readonly value: Json;
  readonly path: readonly string[];
}

function wrap(call: Call, view: SchemaView, wrapping: Wrapping): Json {
  const [first, ...rest] = wrapping.path;
  if (first === undefined) return wrapping.value;
  const { document } = call.compiled.api;
  const members: [string, Json][] = [];
  for (const [name, places] of view.properties) {
    const member = viewSchema(document, places);
    if (name === first) members.push([name, wrap(call, member, { ...wrapping, path: rest })]);
    else {
      const told = wrapping.facts && tell(call, member, { name, facts: wrapping.facts });
      const made = told ?? (view.required.has(name) ? generate(call, places, name) : undefined);
      if (made !== undefined) members.push([name, made]);
    }
  }
  return Object.fromEntries(members);
}

function generate(call: Call, places: SchemaView['sources'], name: string): Json | undefined {
  const { api, operation } = call.compiled;
  const identity = `${operation.id}/${name}`;
  return api.generator.generate(places, { seed: call.seed, identity, direction: 'response' });
}

/** The value of an envelope's member that tells about the list; undefined when it tells nothing. */
function tell(
  call: Call,
  view: SchemaView,
  { name, facts }: { readonly name: string; readonly facts: ListFacts },
): Json | undefined {
  if (view.types?.has('object') || (!view.types && view.properties.size > 0)) {
    return tellObject(call, view, facts);
  }
  const value = tellers[toNameKey(name)]?.(facts);
  const isNumber = view.types?.has('integer') || view.types?.has('number');
  if (typeof value === 'number') return isNumber || !view.types ? value : undefined;
  if (typeof value === 'boolean') return view.types?.has('boolean') === false ? undefined : value;
  const isText = view.types?.has('string') && view.format !== 'uri';
  if (value === null) return view.types?.has('null') ? null : undefined;
  return isText ? value : undefined;
}

function tellObject(call: Call, view: SchemaView, facts: ListFacts): Json | undefined {
  const { document } = call.compiled.api;
  const members: [string, Json][] = [];
  let knows = false;
  for (const [name, places] of view.properties) {
    const told = tell(call, viewSchema(document, places), { name, facts });
    if (told !== undefined) knows = true;
    const made = told ?? (view.required.has(name) ? generate(call, places, name) : undefined);
    if (made !== undefined) members.push([name, made]);
  }
  return knows ? Object.fromEntries(members) : undefined;
}

type Teller = (facts: ListFacts) => Json | undefined;
const total: Teller = (facts) => facts.total;
const limit: Teller = (facts) => (Number.isFinite(facts.limit) ? facts.limit : facts.count);
const pages: Teller = (facts) => Math.max(1, Math.ceil(facts.total / Math.max(1, facts.limit)));
const page: Teller = (facts) => facts.page;
const next: Teller = (facts) => facts.next ?? null;
const hasMore: Teller = (facts) => facts.next !== undefined;

const tellers: Readonly<Record<string, Teller>> = {
  ...{ total, totalcount: total, totalitems: total, totalresults: total, totalelements: total },
  ...{ totalrecords: total, resultcount: total, count: (facts) => facts.count },
  ...{ size: limit, limit, perpage: limit, pagesize: limit, offset: (facts) => facts.offset },
  ...{ skip: (facts) => facts.offset, page, pagenumber: page, currentpage: page, number: page },
  ...{ pages, totalpages: pages, pagecount: pages, lastpage: pages },
  ...{ hasmore: hasMore, hasnext: hasMore, hasnextpage: hasMore, more: hasMore },
  ...{
    next,
    nextcursor: next,
    cursor: next,
    nextpagetoken: next,
    nexttoken: next,
    endcursor: next,
  },
};

/** The object in the request's body that describes the item. */
export function getRequestItem(call: Call): JsonObject {
  let value: Json = call.body ?? {};
  for (const name of call.compiled.binding.requestPath) value = toObject(value)[name] ?? {};
  return isJsonObject(value) ? value : {};
}
