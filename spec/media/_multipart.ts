import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { toMediaText, toMediaType } from '../../kernel/media-type.ts';
import { hash } from '../../kernel/random.ts';
import { viewSchema } from '../schema.ts';
import { type BodyPlan, isBinary, type WrittenBody } from './body-plan.ts';

interface Part {
  readonly name?: string;
  readonly type: string;
  readonly body: Buffer;
}

/** An object as named parts, an array as parts without names (RFC 2046 §5.1, RFC 7578). */
export function writeMultipart(plan: BodyPlan, value: Json): WrittenBody {
  const parts = isJsonObject(value)
    ? Object.entries(value).flatMap(([name, member]) => toNamed(plan, name, member))
    : (isJsonArray(value) ? value : [value]).map((item) => toPart(item, false));
  const type = toMediaType(plan.mediaType);
  const boundary = type?.parameters.boundary ?? toBoundary(parts);
  const isForm = type?.subtype === 'form-data';
  const pieces = parts.flatMap(({ name, type: partType, body }) => {
    const named = name === undefined ? '' : toDisposition(name, isForm, partType);
    const head = `--${boundary}\r\n${named}Content-Type: ${partType}\r\n\r\n`;
    return [Buffer.from(head), body, Buffer.from('\r\n')];
  });
  const body = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
  if (!type) return { body, mediaType: plan.mediaType };
  const parameters = { ...type.parameters, boundary };
  return { body, mediaType: toMediaText({ ...type, parameters }) };
}

function toDisposition(name: string, isForm: boolean, type: string): string {
  const safe = name.replace(/["\r\n]/g, encodeURIComponent);
  const file = type === 'application/octet-stream' ? `; filename="${safe}"` : '';
  return `Content-Disposition: ${isForm ? 'form-data' : 'attachment'}; name="${safe}"${file}\r\n`;
}

function toNamed({ document, schema }: BodyPlan, name: string, member: Json): Part[] {
  const places = schema && viewSchema(document, schema).properties.get(name);
  const view = places && viewSchema(document, places);
  const item = view?.items ? viewSchema(document, view.items) : undefined;
  const values = isJsonArray(member) ? member : [member];
  return values.map((value) => {
    const isBytes = [view, item].some((one) => one !== undefined && isBinary(one));
    return { name, ...toPart(value, isBytes) };
  });
}

function toPart(value: Json, isBytes: boolean): Part {
  if (typeof value !== 'string') {
    const isPlain = typeof value === 'number' || typeof value === 'boolean';
    const type = isPlain ? 'text/plain' : 'application/json';
    return { type, body: Buffer.from(JSON.stringify(value)) };
  }
  return isBytes
    ? { type: 'application/octet-stream', body: Buffer.from(value, 'latin1') }
    : { type: 'text/plain; charset=utf-8', body: Buffer.from(value) };
}

/** A boundary that stands in none of the parts; the same parts have the same one. */
function toBoundary(parts: readonly Part[]): string {
  const whole = Buffer.concat(parts.map(({ body }) => body)).toString('latin1');
  for (let salt = 0; ; salt++) {
    const boundary = `part-${hash(salt, whole).toString(16).padStart(8, '0')}`;
    if (!whole.includes(boundary)) return boundary;
  }
}
