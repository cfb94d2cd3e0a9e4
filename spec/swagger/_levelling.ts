import { getOwn, isJsonArray, type Json, type JsonObject, toText } from '../../kernel/json.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import type { DocumentFault } from '../fault.ts';
import type { Origins } from './_origins.ts';

/** Takes down odd corners that stop nothing. */
export interface Remarks {
  readonly all: readonly DocumentFault[];
  warn(at: Located, message: string, mend: string): void;
}

/** What levelling one document needs to know, and whom it tells what. */
export interface Levelling {
  /** The document after `levelDialect`, every place where the user wrote it. */
  readonly document: OpenApiDocument;
  readonly origins: Origins;
  readonly remarks: Remarks;
  /** Levelled parameters by what they were: many operations share one. */
  readonly parameters: Map<Json, Json>;
  /** Lists of media types by what they were. */
  readonly mediaTypes: Map<Json, readonly string[]>;
}

/** The value to stand in the levelled document: itself, or a reference to it in its own file. */
export function embed({ document, origins }: Levelling, at: Located): Json {
  if (at.source.uri === document.entry.uri) return at.node;
  return origins.make(at, { $ref: `${at.source.uri}#${toFragment(at.pointer)}` });
}

/** A JSON Pointer as the fragment of a URI (RFC 6901 §6). */
function toFragment(pointer: string): string {
  return encodeURI(pointer).replaceAll('#', '%23');
}

/** The members of an object but for these. */
export function without(node: Json, names: ReadonlySet<string>): JsonObject {
  if (typeof node !== 'object' || node === null || isJsonArray(node)) return {};
  return Object.fromEntries(Object.entries(node).filter(([name]) => !names.has(name)));
}

/** The vendor extensions of an object (`x-…`), those that hold examples excepted. */
export function toExtensions(node: Json): JsonObject {
  if (typeof node !== 'object' || node === null || isJsonArray(node)) return {};
  const isKept = (name: string) => name.startsWith('x-') && !/^x-.*examples?$/.test(name);
  return Object.fromEntries(Object.entries(node).filter(([name]) => isKept(name)));
}

/** Those of these members that an object has. */
export function pick(node: Json, names: readonly string[]): JsonObject {
  const pairs = names.map((name): [string, Json | undefined] => [name, getOwn(node, name)]);
  return Object.fromEntries(
    pairs.flatMap(([name, value]): [string, Json][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

function isMediaType(known: Levelling['mediaTypes'], text: string): boolean {
  const isOne = known.has(text) || toMediaType(text) !== undefined;
  if (isOne) known.set(text, [text]);
  return isOne;
}

/** The media types of `consumes` or `produces`; what is none is left out and told. */
export function readMediaTypes(levelling: Levelling, at: Located | undefined): readonly string[] {
  if (!at) return [];
  const { document, mediaTypes, remarks } = levelling;
  const known = mediaTypes.get(at.node);
  if (known) return known;
  const places = isJsonArray(at.node) ? document.children(at).map((member) => member.at) : [at];
  const types = places.flatMap((place) => {
    const text = toText(place.node);
    if (text !== undefined && isMediaType(mediaTypes, text)) return [text];
    const message = `${JSON.stringify(place.node)} is no media type.`;
    remarks.warn(place, message, 'Write one such as "application/json".');
    return [];
  });
  const distinct = [...new Set(types)];
  mediaTypes.set(at.node, distinct);
  return distinct;
}
