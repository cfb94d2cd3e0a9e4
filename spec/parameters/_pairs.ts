import { decodeFormText, decodePercent } from './percent.ts';

/** One `key=value` of a query string or a Cookie field. */
export interface Pair {
  readonly rawKey: string;
  readonly raw: string;
  readonly key: string;
  readonly text: string;
}

/** A pair that cannot be used, and the rule it breaks. */
export interface BadPair {
  readonly rule: 'percent-encoding' | 'control-character';
  /** The decoded key, or the raw one when that is what is malformed. */
  readonly key: string;
  readonly value: string;
}

/** A query string taken apart. */
export interface QueryPairs {
  readonly pairs: readonly Pair[];
  readonly bad: readonly BadPair[];
  /** True when there are more pairs than are read. */
  readonly isCut: boolean;
}

/** The most pairs of a query string that are read. */
export const maxPairs = 1000;

/**
 * Takes a raw query string apart; a `+` is a space. Empty pieces, as in `a=1&&b=2`, are skipped. A
 * value may hold tabs only where some parameter is delimited by them.
 */
export function parseQuery(query: string, takesTabs = false): QueryPairs {
  return parse(query, takesTabs ? isBadWithTabs : hasControl);
}

function isBadWithTabs(text: string): boolean {
  return hasControl(text.replaceAll('\t', ' '));
}

/** The same for a body, in which lines may break. */
export function parseFormBody(text: string): QueryPairs {
  return parse(text, () => false);
}

function parse(query: string, isRefused: (text: string) => boolean): QueryPairs {
  const pairs: Pair[] = [];
  const bad: BadPair[] = [];
  for (let from = 0; from < query.length; ) {
    const mark = query.indexOf('&', from);
    const end = mark < 0 ? query.length : mark;
    if (end > from) {
      if (pairs.length + bad.length >= maxPairs) return { pairs, bad, isCut: true };
      const pair = toPair(query.slice(from, end), isRefused);
      if ('rule' in pair) bad.push(pair);
      else pairs.push(pair);
    }
    from = end + 1;
  }
  return { pairs, bad, isCut: false };
}

function toPair(piece: string, isRefused: (text: string) => boolean): Pair | BadPair {
  const [rawKey, raw] = split(piece);
  const key = decodeFormText(rawKey);
  const text = decodeFormText(raw);
  if (key === undefined || text === undefined) {
    const value = key === undefined ? rawKey : raw;
    return { rule: 'percent-encoding', key: key ?? rawKey, value };
  }
  if (isRefused(key) || isRefused(text)) {
    return { rule: 'control-character', key, value: isRefused(key) ? key : text };
  }
  return { rawKey, raw, key, text };
}

/**
 * Takes a Cookie field apart (RFC 6265 §5.4). Quotes round a value are dropped, and what is not
 * well-formed percent-encoding is taken literally: cookies are not percent-encoded by rule.
 */
export function parseCookies(field: string | undefined): Pair[] {
  const pieces = (field ?? '').split(';').map((piece) => piece.trim());
  return pieces.filter((piece) => piece.includes('=')).map(toCookie);
}

/** One `name=value` of a Cookie field. */
export function toCookie(piece: string): Pair {
  const [rawKey, quoted] = split(piece);
  const raw = quoted.replace(/^"(.*)"$/, '$1');
  return { rawKey, raw, key: decodeCookie(rawKey), text: decodeCookie(raw) };
}

/** Percent-decoded, or as it stands when that is impossible. */
export function decodeCookie(raw: string): string {
  return decodePercent(raw) ?? raw;
}

/** True when a text holds one of the C0 control characters, U+0000 to U+001F. */
export function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 0x20) return true;
  return false;
}

function split(piece: string): [string, string] {
  const mark = piece.indexOf('=');
  return mark < 0 ? [piece, ''] : [piece.slice(0, mark), piece.slice(mark + 1)];
}
