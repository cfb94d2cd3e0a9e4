import { isJsonArray, type Json } from '../../kernel/json.ts';
import { parseJson } from '../../kernel/json-text.ts';
import { appendToken } from '../../kernel/pointer.ts';
import type { OpenApiDocument } from '../document.ts';
import type { Content, Parameter } from '../model.ts';
import { readDeep } from './_deep.ts';
import { type Encoding, isJsonEncoding, readEncodings } from './_encodings.ts';
import { readForm } from './_form.ts';
import type { Notes } from './_notes.ts';
import type { Pair } from './_pairs.ts';
import { compileShape, type Shape } from './_shape.ts';
import { readMembers, readTexts, type Spot } from './_values.ts';
import { decodeFormText } from './percent.ts';

/** The properties of a form's schema, and how each is written. */
export interface FormFields {
  readonly shape: Shape;
  readonly encodings: ReadonlyMap<string, Encoding>;
  /** The object that pairs of names and texts stand for. */
  read(pairs: readonly Pair[], notes: Notes): Record<string, Json>;
}

/** Compiles the schema of a form and its Encoding Objects; they are remembered with the content. */
export function compileFields(document: OpenApiDocument, content: Content): FormFields {
  const known = compiled.get(content);
  if (known) return known;
  const shape = compileShape(document, content.schema ? [content.schema] : []);
  const encodings = readEncodings(document, content);
  const fields = [...shape.names].map((name) => toField(content, { name, shape, encodings }));
  const made = { shape, encodings, read: compileRead(shape, fields) };
  compiled.set(content, made);
  return made;
}

const compiled = new WeakMap<Content, FormFields>();

interface Field {
  readonly name: string;
  claims(key: string): boolean;
  read(pairs: readonly Pair[], spot: Spot): Json | undefined;
}

function compileRead(shape: Shape, fields: readonly Field[]): FormFields['read'] {
  return (pairs, notes) => {
    const object: Record<string, Json> = {};
    for (const field of fields) {
      const own = pairs.filter(({ key }) => field.claims(key));
      if (own.length === 0) continue;
      const at = appendToken('', field.name);
      const value = field.read(own, { shape: shape.property(field.name), at, notes });
      if (value !== undefined) object[field.name] = value;
    }
    const rest = pairs.filter(({ key }) => !fields.some((field) => field.claims(key)));
    const more = readMembers(rest.map(toEntry), { shape, at: '', notes });
    return { ...object, ...(typeof more === 'object' ? more : {}) };
  };
}

function toEntry({ key, text }: Pair): [string, string] {
  return [key, text];
}

interface FieldPlace {
  readonly name: string;
  readonly shape: Shape;
  readonly encodings: ReadonlyMap<string, Encoding>;
}

/**
 * How a property is read: in its style when it has one (OpenAPI 3.1 §4.8.15.1.2), else as JSON when
 * it is an object; and, because clients write them so, with brackets.
 */
function toField({ at }: Content, { name, shape, encodings }: FieldPlace): Field {
  const encoding = encodings.get(name);
  const own = shape.property(name);
  const isTaken = (key: string) => key !== name && shape.names.has(key);
  const claims = (key: string) =>
    key === name || ((own.isArray || own.isObject) && key.startsWith(`${name}[`) && !isTaken(key));
  const common = { name, in: 'query', required: false, allowEmptyValue: false, at } as const;
  if (encoding?.style && !isJsonEncoding(encoding)) {
    const { style, explode } = encoding;
    return toStyled({ ...common, style, explode }, { own, claims });
  }
  const parameter: Parameter = { ...common, style: 'deepObject', explode: true };
  const isJson = isJsonEncoding(encoding) || isObjects(own);
  const read: Field['read'] = (pairs, spot) => {
    const bare = pairs.filter(({ key }) => key === name);
    if (bare.length < pairs.length) return readDeep(pairs, { parameter, decode, spot });
    const texts = bare.map(({ text }) => text);
    return isJson ? readJsonTexts(texts, spot) : readTexts(texts, spot);
  };
  return { name, claims, read };
}

function isObjects(shape: Shape): boolean {
  const one = shape.isArray ? shape.item(0) : shape;
  return one.isObject && one.isNested;
}

interface StyledPlace {
  readonly own: Shape;
  readonly claims: (key: string) => boolean;
}

function toStyled(parameter: Parameter, { own, claims }: StyledPlace): Field {
  const { name, style, explode } = parameter;
  if (style === 'deepObject') {
    return { name, claims, read: (pairs, spot) => readDeep(pairs, { parameter, decode, spot }) };
  }
  const isSpread = explode && own.isObject;
  const takes = (key: string) => isSpread && own.names.has(key);
  return {
    name,
    claims: (key) => key === name || takes(key),
    read: (pairs, spot) => readForm(pairs, takes, { parameter, decode, spot }),
  };
}

function decode(raw: string): string {
  return decodeFormText(raw) ?? raw;
}

/** Each text is a JSON value; of an array one text may be the whole of it. */
function readJsonTexts(texts: readonly string[], spot: Spot): Json | undefined {
  const { shape, at } = spot;
  const [only] = texts;
  if (only === undefined || (texts.length > 1 && !shape.isArray)) return readTexts(texts, spot);
  if (texts.length > 1) {
    return joinItems(texts, (text, index) =>
      readJsonText(text, { ...spot, shape: shape.item(index), at: appendToken(at, index) }),
    );
  }
  const value = readJsonText(only, spot);
  return value === undefined || !shape.isArray || isJsonArray(value) ? value : [value];
}

/** The values of all, or undefined when one could not be read. */
function joinItems<Item>(
  items: readonly Item[],
  read: (item: Item, index: number) => Json | undefined,
): Json | undefined {
  const values = items.map(read);
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** One text as JSON; a scalar that is allowed as well is read as any other text. */
export function readJsonText(text: string, spot: Spot): Json | undefined {
  const { shape, at, notes } = spot;
  const outcome = parseJson(text);
  if ('value' in outcome) return outcome.value;
  if (shape.isScalar) return readTexts([text], spot);
  const { column, message } = outcome.fault;
  const says = `it is not acceptable JSON: at character ${column}, ${message}`;
  return notes.add({ rule: 'content', at, value: text, says, mend: 'send one JSON text' });
}
