import type { Json } from '../../kernel/json.ts';
import type { ParameterStyle } from '../model.ts';
import { type Reading, readSplit } from './_delimited.ts';
import { type Pair, toCookie } from './_pairs.ts';
import { readMembers, readTexts } from './_values.ts';

/** What separates the pieces of a value that is not exploded. */
const delimiters: Readonly<Partial<Record<ParameterStyle, RegExp>>> = {
  form: /,/,
  spaceDelimited: /%20|\+| /,
  pipeDelimited: /\||%7C/i,
  tabDelimited: /\t|%09/,
};

/**
 * Reads `form`, `spaceDelimited`, `pipeDelimited` (OpenAPI 3.1 §4.8.12.3) and `tabDelimited`;
 * exploded, they are the same. `takes` says which keys are properties of an exploded object. Answers undefined
 * when no pair belongs to the parameter.
 */
export function readForm(
  pairs: readonly Pair[],
  takes: (key: string) => boolean,
  reading: Reading,
): Json | undefined {
  const { parameter, spot } = reading;
  const { shape } = spot;
  const own = pairs.filter(({ key }) => key === parameter.name);
  if (
    parameter.explode &&
    shape.isObject &&
    (own.length === 0 || !(shape.isArray || shape.isScalar))
  ) {
    const members = pairs.filter(({ key }) => takes(key));
    if (members.length === 0) return undefined;
    return readMembers(
      members.map(({ key, text }) => [key, text]),
      spot,
    );
  }
  if (own.length === 0) return undefined;
  if (parameter.explode || (own.length > 1 && !shape.isArray && !shape.isObject)) {
    return readTexts(
      own.map(({ text }) => text),
      spot,
    );
  }
  const delimiter = delimiters[parameter.style] ?? /,/;
  const pieces = own.flatMap(({ raw }) => raw.split(delimiter));
  const raw = own.map((pair) => pair.raw).join(',');
  return readSplit({ raw, pieces, isPaired: false }, reading);
}

/**
 * Exploded values in a Cookie field are pairs of their own; a client that follows RFC 6570 to the
 * letter writes `&` between them, which no other cookie is split at.
 */
export function splitCookies(pairs: readonly Pair[], takes: (key: string) => boolean): Pair[] {
  return pairs.flatMap((pair) => {
    if (!takes(pair.key) || !pair.raw.includes('&')) return [pair];
    return `${pair.rawKey}=${pair.raw}`.split('&').map(toCookie);
  });
}
