import type { Finding } from '../../kernel/finding.ts';
import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { isJsonMediaType, toMediaType } from '../../kernel/media-type.ts';
import { appendToken } from '../../kernel/pointer.ts';
import { type OpenApiDocument, toLocation } from '../document.ts';
import type { Content, HeaderSpec } from '../model.ts';
import { compileFields, type FormFields } from './_form-fields.ts';
import { createNotes, type Notes } from './_notes.ts';
import type { Pair } from './_pairs.ts';
import { isText, readPart, readPartText } from './_read-part.ts';
import { type BodyPart, splitMultipart } from './_split-multipart.ts';
import type { Spot } from './_values.ts';
import type { DecodedForm } from './decode-form.ts';
import { encodePercent } from './percent.ts';

/** A multipart body taken apart; not yet validated, and not to be used when there are findings. */
export interface DecodedMultipart extends DecodedForm {
  /** The fields of parts that the document describes, to be validated. */
  readonly fields: readonly PartField[];
}

/** One field of a part. */
export interface PartField {
  /** JSON Pointer of the part in the value. */
  readonly at: string;
  readonly header: HeaderSpec;
  readonly text: string;
}

/** A body, and what its Content-Type says of it. */
export interface MultipartBytes {
  readonly bytes: Uint8Array;
  readonly boundary: string;
  /** True for `multipart/form-data`, whose parts must have names. */
  readonly isForm: boolean;
}

/**
 * Reads a multipart body (RFC 2046 §5.1, RFC 7578) as its schema describes it: parts with names are
 * the properties of an object, of one name the items of an array; parts without names are the items
 * of an array, or the properties in their order. Text is typed as parameters are, JSON is read, and
 * of anything else a string has one character of U+0000 to U+00FF for each byte.
 */
export function decodeMultipart(
  document: OpenApiDocument,
  content: Content,
  { bytes, boundary, isForm }: MultipartBytes,
): DecodedMultipart {
  const findings: Finding[] = [];
  const keywordLocation = toLocation(content.schema ?? content.at);
  const notes = createNotes({ part: 'body', keywordLocation }, findings);
  const parts = splitMultipart(bytes, boundary);
  if ('says' in parts) {
    notes.add({ rule: 'multipart', ...parts });
    return { value: {}, findings, fields: [] };
  }
  const form = compileFields(document, content);
  const whole = { form, notes, fields: [] };
  const value =
    isForm || parts.some(({ name }) => name !== undefined)
      ? readNamed(parts, whole)
      : readUnnamed(parts, whole);
  return { value, findings, fields: whole.fields };
}

interface Whole {
  readonly form: FormFields;
  readonly notes: Notes;
  readonly fields: PartField[];
}

function readNamed(parts: readonly BodyPart[], whole: Whole): Json {
  const { form, notes } = whole;
  const groups = new Map<string, BodyPart[]>();
  const pairs: Pair[] = [];
  for (const part of parts) {
    const { name } = part;
    if (name === undefined || name === '__proto__') {
      const says = name === undefined ? 'a part has no name' : 'a part has a name that is refused';
      const mend = 'write Content-Disposition: form-data; name="property"';
      notes.add({ rule: 'multipart', says, mend });
      continue;
    }
    const property = toProperty(name, form);
    const isStyled = form.encodings.get(property)?.style !== undefined;
    const isSpread = property === name && !form.shape.names.has(name) && name.includes('[');
    if ((isStyled || isSpread) && isText(part)) {
      const text = readPartText(part, appendToken('', name), notes);
      const raw = encodePercent(text ?? '');
      pairs.push({ rawKey: encodePercent(name), raw, key: name, text: text ?? '' });
    } else groups.set(property, [...(groups.get(property) ?? []), part]);
  }
  const object: Record<string, Json> = pairs.length > 0 ? form.read(pairs, notes) : {};
  for (const [name, group] of groups) {
    const value = readGroup(name, group, whole);
    if (value !== undefined) object[name] = value;
  }
  return object;
}

/** `files[]` and `files[0]` are items of `files`, unless the document has such a name. */
function toProperty(name: string, { shape }: FormFields): string {
  const base = /^(.+?)\[\d*\]$/.exec(name)?.[1];
  const isItem = base !== undefined && !shape.names.has(name) && shape.names.has(base);
  return isItem && shape.property(base).isArray ? base : name;
}

function readGroup(name: string, parts: readonly BodyPart[], whole: Whole): Json | undefined {
  const { form, notes } = whole;
  const shape = form.shape.property(name);
  const at = appendToken('', name);
  const [only] = parts;
  const read = (part: BodyPart, spot: Spot) => readOne(part, spot, { ...whole, name });
  if (only && parts.length === 1 && !shape.isArray) return read(only, { shape, at, notes });
  if (shape.types && !shape.isArray) {
    const says = `there are ${parts.length} parts of that name, and it is not an array`;
    return notes.add({ rule: 'duplicate', at, says, mend: 'send one part' });
  }
  const values = parts.map((part, index) => {
    const type = toMediaType(part.fields['content-type'] ?? '');
    // One part of JSON may be the whole array.
    const isWhole = parts.length === 1 && type !== undefined && isJsonMediaType(type);
    if (isWhole) return read(part, { shape, at, notes });
    return read(part, { shape: shape.item(index), at: appendToken(at, index), notes });
  });
  const [first] = values;
  if (values.length === 1 && isJsonArray(first)) return first;
  return values.flatMap((value) => (value === undefined ? [] : [value]));
}

function readOne(
  part: BodyPart,
  spot: Spot,
  { form, fields, name }: Whole & { readonly name: string },
): Json | undefined {
  const encoding = form.encodings.get(name);
  for (const header of encoding?.headers ?? []) {
    const text = part.fields[header.name.toLowerCase()];
    if (text !== undefined) fields.push({ at: spot.at, header, text });
    else if (header.required) {
      const says = `its part lacks the field ${header.name}`;
      spot.notes.add({ rule: 'required', at: spot.at, says, mend: 'write that field' });
    }
  }
  return readPart(part, spot, encoding);
}

function readUnnamed(parts: readonly BodyPart[], whole: Whole): Json {
  const { form, notes } = whole;
  const { shape } = form;
  if (shape.isArray || !shape.isObject) {
    return parts.flatMap((part, index) => {
      const spot = { shape: shape.item(index), at: appendToken('', index), notes };
      return readPart(part, spot, undefined) ?? [];
    });
  }
  const names = [...shape.names];
  const object: Record<string, Json> = {};
  for (const [index, part] of parts.entries()) {
    const name = names[index] ?? `part${index + 1}`;
    const value = readGroup(name, [part], whole);
    if (value !== undefined) object[name] = value;
  }
  return isJsonObject(object) ? object : {};
}
