import { isUtf8 } from 'node:buffer';
import type { Json } from '../../kernel/json.ts';
import { toMediaKind } from '../../kernel/media-kind.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import { type Encoding, isAdmitted, isJsonEncoding } from './_encodings.ts';
import { readJsonText } from './_form-fields.ts';
import type { Notes } from './_notes.ts';
import type { BodyPart } from './_split-multipart.ts';
import { readText, type Spot } from './_values.ts';

/** The value of one part: JSON, a typed text, or a string of bytes. Undefined when noted. */
export function readPart(
  part: BodyPart,
  spot: Spot,
  encoding: Encoding | undefined,
): Json | undefined {
  const declared = part.fields['content-type'];
  const { shape, at, notes } = spot;
  if (declared !== undefined && encoding && !isAdmitted(encoding, declared)) {
    const says = `its part is ${declared}, but the document wants ${encoding.contentType}`;
    return notes.add({ rule: 'content-type', at, says, mend: 'send it in that media type' });
  }
  const type = toMediaType(declared ?? '');
  const kind = type ? toMediaKind(type) : 'text';
  const isObject = shape.isObject && shape.isNested;
  const isJson =
    kind === 'json' ? !shape.isBinary : kind === 'text' && (isObject || isJsonEncoding(encoding));
  const isFile = part.filename !== undefined && (!shape.types || !isUtf8(toBytes(part)));
  if (!isJson && (!isText(part) || shape.isBinary || isFile))
    return toBytes(part).toString('latin1');
  const text = readPartText(part, at, notes);
  if (text === undefined) return undefined;
  return isJson ? readJsonText(text, spot) : readText(text, spot);
}

/** True for a part in a media type that is text, which a part without one is (RFC 7578 §4.4). */
export function isText({ fields }: BodyPart): boolean {
  const type = toMediaType(fields['content-type'] ?? 'text/plain');
  const kind = type ? toMediaKind(type) : 'other';
  return kind !== 'bytes' && kind !== 'other' && kind !== 'multipart';
}

/** The text of a part in its charset, UTF-8 by default; undefined when noted. */
export function readPartText(part: BodyPart, at: string, notes: Notes): string | undefined {
  const type = toMediaType(part.fields['content-type'] ?? '');
  const charset = type?.parameters.charset ?? 'utf-8';
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(toBytes(part));
  } catch {
    const says = `its part is not text in ${charset}`;
    return notes.add({ rule: 'charset', at, says, mend: 'send UTF-8' });
  }
}

/** The bytes; what is written as base64 (RFC 2045 §6.8) is decoded. */
function toBytes({ bytes, fields }: BodyPart): Buffer {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (fields['content-transfer-encoding']?.trim().toLowerCase() !== 'base64') return body;
  return Buffer.from(body.toString('latin1'), 'base64');
}
