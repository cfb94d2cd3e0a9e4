import { getOwn, isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import type { Identity, IdentityPart } from './resource.ts';

/** A key of the values of its parts: the value itself, or each with its slashes escaped. */
export function toKey(parts: readonly string[]): string {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return parts.map((part) => part.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');
}

/** The values that a key of so many parts was made of. */
export function fromKey(key: string, arity: number): string[] {
  if (arity === 1) return [key];
  return key.split('/').map((part) => part.replaceAll('%2F', '/').replaceAll('%25', '%'));
}

/** The key that a representation itself writes; undefined when a part of it is missing. */
export function readKey({ parts }: Identity, value: Json): string | undefined {
  const values: string[] = [];
  for (const { path } of parts) {
    let member: Json | undefined = path && value;
    for (const name of path ?? []) member = getOwn(member, name);
    if (typeof member !== 'string' && typeof member !== 'number') return undefined;
    values.push(String(member));
  }
  return values.length === 0 ? undefined : toKey(values);
}

/** The number a key is the decimal text of, without sign or leading zeros; 0 for any other key. */
export function toKeyNumber(key: string): number {
  if (!/^[1-9]\d{0,15}$/.test(key)) return 0;
  const number = Number(key);
  return Number.isSafeInteger(number) ? number : 0;
}

/** The representation with its key written where the identity stands in it. */
export function withKey({ parts }: Identity, value: JsonObject, key: string): JsonObject {
  const values = fromKey(key, parts.length);
  return parts.reduce((made, part, index) => {
    const text = values[index];
    return part.path && text !== undefined ? put(made, part.path, toPartValue(part, text)) : made;
  }, value);
}

/** The value of one part as representations write it: a number where it is one. */
export function toPartValue({ type }: Pick<IdentityPart, 'type'>, text: string): Json {
  const number = type === 'integer' ? Number(text) : Number.NaN;
  return Number.isNaN(number) ? text : number;
}

function put(value: JsonObject, path: readonly string[], member: Json): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const below = getOwn(value, name);
  const next = rest.length === 0 ? member : put(isJsonObject(below) ? below : {}, rest, member);
  return { ...value, [name]: next };
}

/** True of a property such as `gid` or `uid`, which no person chose and no text suits. */
export function isOpaque({ path = [] }: Pick<IdentityPart, 'path'>): boolean {
  return /(^_?|[a-z]|_)(id|gid|uid|guid|uuid)$/i.test(path.at(-1) ?? '');
}
