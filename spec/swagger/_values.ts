import { getOwn, type Json, type JsonObject, toText } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import { embed, type Levelling, pick } from './_levelling.ts';

/** What Swagger 2.0 writes beside `name` and `in`, and OpenAPI 3 into the schema. */
const keywords = [
  ...['type', 'format', 'default', 'enum', 'multipleOf', 'nullable', 'readOnly', 'allOf', '$ref'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'pattern'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'x-mock'],
];

/** The schema of a parameter or header, and how its value is written. */
export interface LevelledValue {
  readonly schema: Json;
  /** `style` and `explode`, where they are not what OpenAPI 3 goes by anyway. */
  readonly writing: JsonObject;
}

/** Where a value travels: what it can be written as there. */
export type Carrier = 'path' | 'query' | 'header' | 'formData';

/** The schema of a parameter that is no body (Swagger 2.0, Parameter Object), or of a header. */
export function levelValue(levelling: Levelling, at: Located, carrier: Carrier): LevelledValue {
  const { document, origins } = levelling;
  const given = document.child(at, 'schema');
  // Not allowed outside of bodies, and written all the same.
  if (given && getOwn(at.node, 'type') === undefined) {
    return { schema: embed(levelling, given), writing: {} };
  }
  const members = pick(at.node, keywords);
  if (members.type === 'file') {
    return { schema: origins.make(at, toFile(members)), writing: {} };
  }
  const items = document.child(at, 'items');
  if (members.type !== 'array') return { schema: origins.make(at, members), writing: {} };
  const writing = toWriting(levelling, at, carrier);
  if (!writing) return { schema: origins.make(at, toPlainText(members)), writing: {} };
  const inner = items && levelItems(levelling, items);
  return { schema: origins.make(at, { ...members, ...(inner && { items: inner }) }), writing };
}

function toFile(members: JsonObject): JsonObject {
  return { ...members, type: 'string', format: 'binary' };
}

/** An array in an array has no way to be written in OpenAPI 3. */
function levelItems(levelling: Levelling, items: Located): Json {
  if (getOwn(items.node, 'type') !== 'array') return embed(levelling, items);
  const message = 'An array within an array of a parameter is taken as text.';
  levelling.remarks.warn(items, message, 'Send it in a body of JSON, where it can be checked.');
  return levelling.origins.make(items, { type: 'string' });
}

const styles: Readonly<Record<string, JsonObject>> = {
  csv: { style: 'form', explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  tsv: { style: 'tabDelimited', explode: false },
  multi: { style: 'form', explode: true },
};

/** `collectionFormat` as `style` and `explode`; undefined when there is nothing that says the same. */
function toWriting(levelling: Levelling, at: Located, carrier: Carrier): JsonObject | undefined {
  const holder = levelling.document.child(at, 'collectionFormat');
  const format = toText(holder?.node) ?? 'csv';
  const isNamed = carrier === 'query' || carrier === 'formData';
  const known = Object.hasOwn(styles, format) && (format !== 'tsv' || carrier === 'query');
  if (known && isNamed) return styles[format];
  if (!isNamed && format === 'csv') return {};
  const message = `An array in the format ${JSON.stringify(format)} is taken as text here.`;
  const mend = isNamed
    ? 'Formats are csv, ssv, pipes and multi; in a query also tsv.'
    : 'In a path or a header only csv can be read.';
  levelling.remarks.warn(holder ?? at, message, mend);
  return undefined;
}

function toPlainText(members: JsonObject): JsonObject {
  return {
    type: 'string',
    ...pick(members, ['nullable', 'x-mock']),
  };
}
