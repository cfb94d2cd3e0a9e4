import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { settleSchema } from '../../spec/choice.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import type { SchemaView } from '../../spec/schema.ts';
import { toCommon } from './_likeness.ts';

/** What a body must be like: an example, and Pact's rules by path into it. */
export interface Expectation {
  readonly content: Json;
  /** As in `matchingRules.body`; empty: the body must be equal to the example. */
  readonly rules: JsonObject;
}

/** The time of day that stands for every one that the server assigns: those differ in every run. */
const someInstant = '2025-01-01T00:00:00Z';

/** Derives what a body must be like from one that was seen and its schema. */
export function toExpectation(document: OpenApiDocument, schema: Located, seen: Json): Expectation {
  const rules: Record<string, Json> = {};
  const writer = { document, rules };
  return { content: describe(seen, { schema: [schema], path: '$' }, writer), rules };
}

interface Writer {
  readonly document: OpenApiDocument;
  readonly rules: Record<string, Json>;
}

interface Spot {
  /** Empty where the document says nothing of the value. */
  readonly schema: readonly Located[];
  /** As Pact writes paths; undefined where it cannot: there only an equal value will do. */
  readonly path: string | undefined;
}

function describe(value: Json, spot: Spot, writer: Writer): Json {
  const view =
    spot.schema.length > 0 ? settleSchema(writer.document, spot.schema, value) : undefined;
  if (isJsonArray(value)) return describeItems(value, { ...spot, ...(view && { view }) }, writer);
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(([name, member]): [string, Json] => {
      const schema = view?.properties.get(name) ?? (view?.additional ? [view.additional] : []);
      return [name, describe(member, { schema, path: toStep(spot.path, name) }, writer)];
    });
    return Object.fromEntries(members);
  }
  const matcher = toMatcher(value, view);
  if (!matcher || spot.path === undefined) return value;
  writer.rules[spot.path] = { combine: 'AND', matchers: [matcher] };
  const isAssigned = view?.readOnly === true && view.format === 'date-time';
  return isAssigned && typeof value === 'string' ? someInstant : value;
}

interface ListSpot extends Spot {
  readonly view?: SchemaView;
}

/** A list of things of one kind is told by one of them; any other list item by item. */
function describeItems(items: readonly Json[], { view, path }: ListSpot, writer: Writer): Json {
  const schema = view?.items ? [view.items] : [];
  const isTuple = (view?.prefixItems.length ?? 0) > 0;
  const common = isTuple ? undefined : toCommon(items);
  if (common === undefined || path === undefined) {
    const at = (index: number) => {
      const own = view?.prefixItems[index];
      return { schema: own ? [own] : schema, path: path && `${path}[${index}]` };
    };
    return items.map((item, index) => describe(item, at(index), writer));
  }
  writer.rules[path] = { combine: 'AND', matchers: [{ match: 'type', min: 1 }] };
  return [describe(common, { schema, path: `${path}[*]` }, writer)];
}

/** Pact's paths have no escape for a quote. */
function toStep(path: string | undefined, name: string): string | undefined {
  if (path === undefined || name.includes("'")) return undefined;
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${path}.${name}` : `${path}['${name}']`;
}

const patterns: Readonly<Record<string, string>> = {
  uuid: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  date: '^\\d{4}-\\d{2}-\\d{2}$',
  'date-time': '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
};

/** What the schema asks of such a value, in Pact's terms; undefined: to be equal. */
function toMatcher(value: Json, view: SchemaView | undefined): JsonObject | undefined {
  if (value === null) return undefined;
  const texts = view?.values?.filter((one) => typeof one === 'string') ?? [];
  if (typeof value === 'string') {
    if (texts.length > 0) return { match: 'regex', regex: `^(${texts.map(toLiteral).join('|')})$` };
    const pattern = patterns[view?.format ?? ''];
    const isTold = pattern !== undefined && new RegExp(pattern).test(value);
    return isTold ? { match: 'regex', regex: pattern } : { match: 'type' };
  }
  return view?.types?.has('integer') ? { match: 'integer' } : { match: 'type' };
}

function toLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
