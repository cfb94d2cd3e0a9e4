import { isIpv6 } from './_hosts.ts';

/** The characters that a family of identifiers admits in its parts. */
interface Alphabet {
  readonly path: RegExp;
  readonly query: RegExp;
  readonly host: RegExp;
  readonly userinfo: RegExp;
}

const escaped = '%[0-9A-Fa-f]{2}';
const wide =
  '\\u00a0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef\\u{10000}-\\u{1fffd}\\u{20000}-\\u{2fffd}\\u{30000}-\\u{dfffd}\\u{e1000}-\\u{efffd}';
const personal = '\\ue000-\\uf8ff\\u{f0000}-\\u{ffffd}\\u{100000}-\\u{10fffd}';

function toAlphabet(more: string, moreInQuery: string): Alphabet {
  const of = (characters: string) => new RegExp(`^(?:[${characters}]|${escaped})*$`, 'u');
  const plain = `A-Za-z0-9\\-._~!$&'()*+,;=${more}`;
  return {
    path: of(`${plain}:@\\/`),
    query: of(`${plain}:@\\/?${moreInQuery}`),
    host: of(plain),
    userinfo: of(`${plain}:`),
  };
}

const ascii = toAlphabet('', '');
const unicode = toAlphabet(wide, personal);

/** True for a URI with a scheme (RFC 3986 §3). */
export function isUri(text: string): boolean {
  return isAbsolute(text, ascii);
}

/** True for a URI or a relative reference (RFC 3986 §4.1). */
export function isUriReference(text: string): boolean {
  return isAbsolute(text, ascii) || isRelative(text, ascii);
}

/** True for an IRI with a scheme (RFC 3987 §2.2). */
export function isIri(text: string): boolean {
  return isAbsolute(text, unicode);
}

/** True for an IRI or a relative reference (RFC 3987 §2.2). */
export function isIriReference(text: string): boolean {
  return isAbsolute(text, unicode) || isRelative(text, unicode);
}

function isAbsolute(text: string, alphabet: Alphabet): boolean {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(text)?.[0];
  return scheme !== undefined && isHierarchy(text.slice(scheme.length), alphabet);
}

function isRelative(text: string, alphabet: Alphabet): boolean {
  // A colon in the first segment would make a scheme of it.
  return !/^[^/?#]*:/.test(text) && isHierarchy(text, alphabet);
}

function isHierarchy(text: string, alphabet: Alphabet): boolean {
  const [beforeFragment = '', ...fragment] = split(text, '#');
  const [before = '', ...query] = split(beforeFragment, '?');
  if (![...fragment, ...query].every((part) => alphabet.query.test(part))) return false;
  if (!before.startsWith('//')) return alphabet.path.test(before);
  const end = before.indexOf('/', 2);
  const authority = before.slice(2, end < 0 ? undefined : end);
  return isAuthority(authority, alphabet) && alphabet.path.test(end < 0 ? '' : before.slice(end));
}

/** At the first mark only. */
function split(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function isAuthority(text: string, alphabet: Alphabet): boolean {
  const at = text.lastIndexOf('@');
  if (at >= 0 && !alphabet.userinfo.test(text.slice(0, at))) return false;
  const rest = text.slice(at + 1);
  const parts = /^(?:(\[[^\]]*\])|([^:[\]]*))(?::\d*)?$/.exec(rest);
  if (!parts) return false;
  const [, literal, named = ''] = parts;
  if (literal === undefined) return alphabet.host.test(named);
  const address = literal.slice(1, -1);
  return isIpv6(address) || /^v[0-9a-f]+\.[\w\-.~!$&'()*+,;=:]+$/i.test(address);
}

const name = '(?:\\w|%[0-9A-Fa-f]{2})+(?:\\.(?:\\w|%[0-9A-Fa-f]{2})+)*';
const variable = `${name}(?::[1-9]\\d{0,3}|\\*)?`;
const expression = `\\{[+#./;?&=,!@|]?${variable}(?:,${variable})*\\}`;
const literalText = `[!#$&'()*+,\\-./0-9:;=?@A-Z\\[\\]_a-z~${wide}${personal}]`;
const templates = new RegExp(`^(?:${literalText}|${escaped}|${expression})*$`, 'u');

/** True for a URI Template (RFC 6570 §2). */
export function isUriTemplate(text: string): boolean {
  return templates.test(text);
}

/** True for a JSON Pointer (RFC 6901 §3). */
export function isJsonPointer(text: string): boolean {
  return /^(?:\/(?:[^/~]|~[01])*)*$/.test(text);
}

/** True for a Relative JSON Pointer (draft-bhutton-relative-json-pointer). */
export function isRelativeJsonPointer(text: string): boolean {
  const [, rest] = /^(?:0|[1-9]\d*)(?:[+-](?:0|[1-9]\d*))?(.*)$/s.exec(text) ?? [];
  return rest === '#' || (rest !== undefined && isJsonPointer(rest));
}
