import type { Fields } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import type { OpenApiDocument } from '../document.ts';
import type { Parameter } from '../model.ts';
import { readContent } from './_content.ts';
import { readDeep } from './_deep.ts';
import { type Reading, readLabel, readMatrix, readSimple, readSplit } from './_delimited.ts';
import { readForm, splitCookies } from './_form.ts';
import { type Notes, type Target, textSlips, toTarget } from './_notes.ts';
import { decodeCookie, hasControl, type Pair } from './_pairs.ts';
import { compileShape, type Shape } from './_shape.ts';
import { compileSift, type Sift } from './_sharing.ts';
import { type Entry, readMembers } from './_values.ts';
import { decodeFormText, decodePercent } from './percent.ts';

/** A request, taken apart as far as all parameters need it. */
export interface RequestParts {
  readonly path: (name: string) => string | undefined;
  readonly query: readonly Pair[];
  /** The query string as it came. */
  readonly rawQuery: string;
  readonly cookies: readonly Pair[];
  readonly fields: Fields;
}

/** A parameter with everything about it that does not depend on a request. */
export interface CompiledParameter {
  readonly parameter: Parameter;
  readonly shape: Shape;
  readonly target: Target;
  /** True when a query key, or the name of a cookie, is written for this parameter. */
  claims(key: string): boolean;
  /** The value; undefined when the parameter is absent or something was noted. */
  read(parts: RequestParts, notes: Notes): Json | undefined;
}

/** Compiles parameters that share requests: no exploded object takes what another one claims. */
export function compileReaders(
  document: OpenApiDocument,
  parameters: readonly Parameter[],
): CompiledParameter[] {
  const drafts = parameters.map((parameter) => {
    const shape = compileShape(document, parameter.schema ? [parameter.schema] : []);
    const claims = compileClaims(parameter, shape);
    return { parameter, shape, target: toTarget(parameter), claims };
  });
  const inQuery = drafts.filter(({ parameter }) => parameter.in === 'query');
  return drafts.map((draft) => {
    const { parameter, shape } = draft;
    const takes = (key: string) =>
      shape.names.has(key) || (shape.takes(key) && !inQuery.some((one) => one.claims(key)));
    const read = readers[parameter.in]({ parameter, shape, takes });
    const sift = compileSift(draft, drafts);
    return { ...draft, read: sift ? siftFirst(read, sift) : read };
  });
}

function siftFirst(read: Read, sift: Sift): Read {
  return (parts, notes) => read({ ...parts, query: sift(parts.query) }, notes);
}

function compileClaims(parameter: Parameter, shape: Shape): (key: string) => boolean {
  const { name, style, explode, mediaType } = parameter;
  if (parameter.isWhole) return () => true;
  if (mediaType !== undefined) return (key: string) => key === name;
  if (style === 'deepObject') return (key: string) => key === name || key.startsWith(`${name}[`);
  if (isOfObjects(shape)) return (key: string) => key === name || key.startsWith(`${name}[`);
  if (!explode || !shape.isObject) return (key: string) => key === name;
  const isOwn = shape.isArray || shape.isScalar;
  return (key: string) => shape.names.has(key) || (isOwn && key === name);
}

interface Draft {
  readonly parameter: Parameter;
  readonly shape: Shape;
  /** True when a query key is a property of this parameter's exploded object. */
  readonly takes: (key: string) => boolean;
}

type Read = CompiledParameter['read'];

const readers = {
  path: compilePath,
  query: compileQuery,
  header: compileHeader,
  cookie: compileCookie,
} satisfies Record<Parameter['in'], (draft: Draft) => Read>;

const pathStyles = { label: readLabel, matrix: readMatrix };

function compilePath({ parameter, shape }: Draft): Read {
  const { name, style, mediaType } = parameter;
  const readStyle = style === 'label' || style === 'matrix' ? pathStyles[style] : readSimple;
  return ({ path }, notes) => {
    const raw = path(name);
    if (raw === undefined) return undefined;
    const text = decodePercent(raw);
    if (text === undefined) {
      return notes.add({ ...textSlips['percent-encoding'], value: raw });
    }
    if (hasControl(text)) return notes.add({ ...textSlips['control-character'], value: text });
    if (mediaType !== undefined) return readContent([text], mediaType, notes);
    return readStyle(raw, toReading({ parameter, shape, notes }, decodeChecked));
  };
}

function compileQuery({ parameter, shape, takes }: Draft): Read {
  const { name, style, mediaType } = parameter;
  if (parameter.isWhole) return compileWhole(mediaType ?? '', shape);
  const isBracketed = isOfObjects(shape);
  const isBelow = (key: string) => key.startsWith(`${name}[`);
  return ({ query }, notes) => {
    if (mediaType !== undefined) {
      const texts = query.filter(({ key }) => key === name).map(({ text }) => text);
      return readContent(texts, mediaType, notes);
    }
    const reading = toReading({ parameter, shape, notes }, decodeCheckedForm);
    const isDeep = style === 'deepObject' || (isBracketed && query.some(({ key }) => isBelow(key)));
    return isDeep ? readDeep(query, reading) : readForm(query, takes, reading);
  };
}

/** No style writes an array of objects, so that clients write brackets, or JSON. */
function isOfObjects(shape: Shape): boolean {
  return shape.isArray && !shape.isScalar && shape.item(0).isObject && !shape.item(0).isScalar;
}

/** A query string that is one value: a form, or percent-encoded text of any other media type. */
function compileWhole(mediaType: string, shape: Shape): Read {
  const isForm = toMediaType(mediaType)?.subtype === 'x-www-form-urlencoded';
  return ({ query, rawQuery }, notes) => {
    if (rawQuery === '') return undefined;
    const entries = query.map(({ key, text }): Entry => [key, text]);
    if (isForm) return readMembers(entries, { shape, at: '', notes });
    const text = decodePercent(rawQuery);
    if (text === undefined) {
      return notes.add({ ...textSlips['percent-encoding'], value: rawQuery });
    }
    return readContent([text], mediaType, notes);
  };
}

/** Header values are not percent-encoded; list items may have spaces round them, or be empty. */
function compileHeader({ parameter, shape }: Draft): Read {
  const { explode, mediaType } = parameter;
  const name = parameter.name.toLowerCase();
  return ({ fields }, notes) => {
    const raw = fields[name];
    if (raw === undefined) return undefined;
    // RFC 9110 §5.5 permits a tab within a value.
    if (hasControl(raw.replaceAll('\t', ' '))) {
      return notes.add({ ...textSlips['control-character'], value: raw });
    }
    if (mediaType !== undefined) return readContent([raw], mediaType, notes);
    const items = raw.split(',').map((piece) => piece.trim());
    const pieces = raw === '' ? [''] : items.filter((piece) => piece !== '');
    const reading = toReading({ parameter, shape, notes }, (text) => text);
    return readSplit({ raw, pieces, isPaired: explode }, reading);
  };
}

function compileCookie({ parameter, shape }: Draft): Read {
  const { name, explode, mediaType } = parameter;
  const isVerbatim = parameter.style === 'cookie';
  // Of an exploded object only declared names: every other cookie belongs to somebody else.
  const takes = (key: string) => shape.names.has(key);
  const isSpread = (key: string) =>
    (shape.isArray && key === name) || (shape.isObject && takes(key));
  return ({ cookies: sent }, notes) => {
    const cookies = isVerbatim ? sent.map(toVerbatim) : sent;
    if (mediaType !== undefined) {
      const first = cookies.find(({ key }) => key === name);
      return first && readContent([first.text], mediaType, notes);
    }
    const all = explode ? splitCookies(cookies, isSpread) : cookies;
    const decode = isVerbatim ? (text: string) => text : decodeCookie;
    return readForm(all, takes, toReading({ parameter, shape, notes }, decode));
  };
}

/** Style `cookie` neither applies nor removes percent-encoding (OpenAPI 3.2, appendix D). */
function toVerbatim(pair: Pair): Pair {
  return { ...pair, key: pair.rawKey, text: pair.raw };
}

interface Place {
  readonly parameter: Parameter;
  readonly shape: Shape;
  readonly notes: Notes;
}

function toReading({ parameter, shape, notes }: Place, decode: Reading['decode']): Reading {
  return { parameter, decode, spot: { shape, at: '', notes } };
}

/** For pieces of a text that as a whole was found to be well-formed. */
function decodeChecked(raw: string): string {
  return decodePercent(raw) ?? raw;
}

function decodeCheckedForm(raw: string): string {
  return decodeFormText(raw) ?? raw;
}
