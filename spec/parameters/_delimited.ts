import type { Json } from '../../kernel/json.ts';
import type { Parameter } from '../model.ts';
import { type Entry, readList, readMembers, readText, readTexts, type Spot } from './_values.ts';

/** Raw text of one parameter, and how its pieces are decoded once they are split. */
export interface Reading {
  readonly parameter: Parameter;
  readonly decode: (raw: string) => string;
  readonly spot: Spot;
}

/** Text split at the delimiter of its style. */
export interface Split {
  /** The whole text. */
  readonly raw: string;
  readonly pieces: readonly string[];
  /** True when the members of an object are written `name=value`. */
  readonly isPaired: boolean;
}

/** `blue`, `blue,black` or `R,100` (OpenAPI 3.1 §4.8.12.3, RFC 6570 §3.2.2). */
export function readSimple(raw: string, reading: Reading): Json | undefined {
  const { parameter, spot, decode } = reading;
  if (!spot.shape.isArray && !spot.shape.isObject) return readText(decode(raw), spot);
  const isPaired = parameter.explode;
  return readSplit({ raw, pieces: raw.split(','), isPaired }, reading);
}

/**
 * `.blue`, `.blue.black` or `.R=100` (RFC 6570 §3.2.5). Not exploded, both `.blue,black` of the RFC
 * and `.blue.black` of the table in OpenAPI 3.1.0 are understood.
 */
export function readLabel(raw: string, reading: Reading): Json | undefined {
  const { explode, name } = reading.parameter;
  if (!raw.startsWith('.')) {
    return addStyle(reading, raw, { says: 'it does not begin with a dot', like: `.${name}` });
  }
  const body = raw.slice(1);
  const pieces = body.split(!explode && body.includes(',') ? ',' : '.');
  return readSplit({ raw: body, pieces, isPaired: explode }, reading);
}

/** `;color=blue`, `;color=blue,black` or `;R=100;G=200` (RFC 6570 §3.2.7). */
export function readMatrix(raw: string, reading: Reading): Json | undefined {
  const { parameter, spot, decode } = reading;
  const { name, explode } = parameter;
  const pieces = raw.slice(1).split(';');
  const entries = pieces.map((piece) => toEntry(piece));
  const isNamed = entries.every(([key]) => decode(key) === name);
  const isObject = explode && spot.shape.isObject && !(isNamed && spot.shape.isScalar);
  const says = `it is not written as ;${name}=value`;
  if (!raw.startsWith(';') || (!isObject && !isNamed)) {
    return addStyle(reading, raw, { says, like: `;${name}=value` });
  }
  if (isObject) return readMembers(decodeEntries(entries, decode), spot);
  const values = entries.map(([, value]) => value);
  if (explode || values.length > 1) return readTexts(values.map(decode), spot);
  const value = values[0] ?? '';
  return readSplit({ raw: value, pieces: value.split(','), isPaired: false }, reading);
}

/** Makes of pieces what the schema allows: several pieces are an array or object if they may be. */
export function readSplit({ raw, pieces, isPaired }: Split, reading: Reading): Json | undefined {
  const { decode, spot } = reading;
  const { isArray, isObject, isScalar } = spot.shape;
  if (!isArray && !isObject) return readText(decode(raw), spot);
  if (isScalar && pieces.length < 2) return readText(decode(raw), spot);
  if (isArray) return readList(pieces.map(decode), spot);
  if (raw === '') return {};
  const isComplete = isPaired
    ? pieces.every((piece) => piece.includes('='))
    : pieces.length % 2 === 0;
  if (!isComplete) {
    const says = 'its names and values do not pair up';
    return addStyle(reading, raw, { says, like: toObjectExample(reading.parameter, isPaired) });
  }
  const entries = isPaired ? pieces.map(toEntry) : toAlternate(pieces);
  return readMembers(decodeEntries(entries, decode), spot);
}

function addStyle(
  { parameter, spot }: Reading,
  raw: string,
  { says, like }: { readonly says: string; readonly like: string },
): undefined {
  const { style, explode } = parameter;
  const mend = `write it in style ${style}${explode ? ', exploded' : ''}, such as "${like}"`;
  return spot.notes.add({ rule: 'style', at: spot.at, value: raw, says, mend });
}

function toObjectExample({ name, style, in: place }: Parameter, isPaired: boolean): string {
  const isNamed = place === 'query' || place === 'cookie';
  const lead = style === 'label' ? '.' : style === 'matrix' ? ';' : '';
  const key = style === 'matrix' || isNamed ? `${name}=` : '';
  const delimiters: Readonly<Record<string, string>> = {
    spaceDelimited: '%20',
    pipeDelimited: '|',
    tabDelimited: '%09',
  };
  return lead + key + (isPaired ? 'key=value' : `key${delimiters[style] ?? ','}value`);
}

function toEntry(piece: string): Entry {
  const mark = piece.indexOf('=');
  return mark < 0 ? [piece, ''] : [piece.slice(0, mark), piece.slice(mark + 1)];
}

function toAlternate(pieces: readonly string[]): Entry[] {
  return pieces.flatMap((name, index): Entry[] =>
    index % 2 === 0 ? [[name, pieces[index + 1] ?? '']] : [],
  );
}

function decodeEntries(entries: readonly Entry[], decode: (raw: string) => string): Entry[] {
  return entries.map(([name, text]) => [decode(name), decode(text)]);
}
