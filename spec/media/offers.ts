import { type MediaKind, toMediaKind } from '../../kernel/media-kind.ts';
import {
  isInRange,
  isRange,
  type MediaType,
  toMediaText,
  toMediaType,
} from '../../kernel/media-type.ts';
import type { OpenApiDocument } from '../document.ts';
import type { Content } from '../model.ts';
import { getTypes } from '../responses.ts';
import { type SchemaView, viewSchema } from '../schema.ts';
import { isBinary } from './body-plan.ts';

/**
 * The media types a response can be sent in: those that are declared, as they are written, and of a
 * range the one that suits its schema best. With `wanted` also whatever else falls under a range and
 * can be written, for clients that like nothing else. JSON comes first among them all, since most
 * clients can read nothing else.
 */
export function toOffers(
  document: OpenApiDocument,
  contents: readonly Content[],
  wanted?: readonly MediaType[],
): readonly string[] {
  const known = wanted ? undefined : offered.get(contents);
  if (known) return known;
  const offers = contents.flatMap((content) =>
    getTypes(content).flatMap((declared) => {
      if (!isRange(declared)) {
        return [toMediaType(content.mediaType) ? content.mediaType.trim() : toMediaText(declared)];
      }
      const all = toConcrete(document, content, { range: declared, wanted: wanted ?? [] });
      return wanted ? all : all.slice(0, 1);
    }),
  );
  const isFirst = (offer: string) => toKind(offer) === 'json';
  const sorted = [...new Set([...offers.filter(isFirst), ...offers])];
  if (!wanted) offered.set(contents, sorted);
  return sorted;
}

const offered = new WeakMap<readonly Content[], readonly string[]>();

function toKind(text: string): MediaKind {
  const type = toMediaType(text);
  return type ? toMediaKind(type) : 'other';
}

const data = ['application/json', 'application/xml', 'application/yaml'];
const texts = ['text/plain', 'text/html', 'text/csv', 'text/xml', 'text/markdown'];
const files = [
  ...['application/octet-stream', 'application/pdf', 'application/zip', 'image/png', 'image/jpeg'],
  ...['image/gif', 'audio/wav', 'video/mp4', 'font/woff2', 'multipart/mixed'],
];

interface Ranged {
  readonly range: MediaType;
  readonly wanted: readonly MediaType[];
}

function toConcrete(
  document: OpenApiDocument,
  { schema }: Content,
  { range, wanted }: Ranged,
): string[] {
  const view = schema && viewSchema(document, schema);
  const isFile = view !== undefined && isBinary(view);
  const known = isFile ? [...files, ...texts, ...data] : [...data, ...texts, ...files];
  const named = wanted.filter((type) => !isRange(type) && isInRange(type, range)).map(toMediaText);
  const inRange = known.filter((text) => {
    const type = toMediaType(text);
    return type !== undefined && isInRange(type, range);
  });
  const fitting = [...inRange, ...named].filter((text) => canBe(text, view));
  if (fitting.length > 0) return fitting;
  return inRange.length > 0 ? inRange.slice(0, 1) : [toSubstitute(range)];
}

/** Text and bytes are strings; everything else can be written in whatever form data has. */
function canBe(text: string, view: SchemaView | undefined): boolean {
  const isPage = /xhtml|svg/.test(text);
  const kind = isPage ? 'text' : toKind(text);
  if (kind === 'json' || kind === 'xml' || kind === 'yaml') return !view || !isBinary(view);
  return !view?.types || view.types.has('string');
}

/** A range of which nothing is known: `model/*`, `application/*+json`. */
function toSubstitute({ type, subtype }: MediaType): string {
  const suffix = subtype.slice(1);
  return `${type}/${suffix === '' ? 'x-unknown' : `x${suffix}`}`;
}
