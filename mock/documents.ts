import { getShippedDocuments } from '../fixtures/shipped.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import { DocumentError, type Position } from '../spec/fault.ts';
import { type DocumentInput, loadDocument } from '../spec/load.ts';
import { checkOverrides, type Overrides } from '../spec/overrides.ts';
import { findBaseMistake, placeDocuments } from '../spec/places.ts';
import type { DocumentEntry, MockOptions } from './options.ts';

/** The documents to serve, each with what concerns it alone; without any, those that ship. */
export function toEntries(documents: MockOptions['documents']): readonly DocumentEntry[] {
  const list = documents === undefined ? [] : isList(documents) ? documents : [documents];
  const wanted = list.length > 0 ? list : getShippedDocuments();
  return wanted.map((one) => (isEntry(one) ? one : { document: one }));
}

function isList(
  documents: NonNullable<MockOptions['documents']>,
): documents is readonly (DocumentInput | DocumentEntry)[] {
  return Array.isArray(documents);
}

/** An OpenAPI document has no member of that name. */
function isEntry(one: DocumentInput | DocumentEntry): one is DocumentEntry {
  return typeof one === 'object' && Object.hasOwn(one, 'document');
}

/**
 * Reads the documents and gives each its place. Rejects with `DocumentError` for a document that
 * cannot be used, or for overrides that name nothing in it.
 */
export async function loadDocuments(
  entries: readonly DocumentEntry[],
  options: Pick<MockOptions, 'overlays' | 'allowRemoteRefs'>,
): Promise<OpenApiDocument[]> {
  const placings = entries.map(async (entry) => {
    const { base } = entry;
    const mistake = base === undefined ? undefined : findBaseMistake(base);
    if (mistake !== undefined) throw toError(toPosition(entry, '/base'), `The base ${mistake}`);
    return { document: await load(entry, options), base };
  });
  return placeDocuments(await Promise.all(placings));
}

async function load(
  entry: DocumentEntry,
  { overlays = [], allowRemoteRefs: allowRefs = false }: MockOptions,
): Promise<OpenApiDocument> {
  const overrides = toOverrides(entry);
  const { headers, overlays: own = [] } = entry;
  const document = await loadDocument(entry.document, {
    overlays: [...own, ...overlays],
    ...(overrides && { overrides }),
    remote: { allowRefs, ...(headers && { headers }) },
  });
  const faults = overrides ? checkOverrides(document, overrides) : [];
  if (faults.length > 0) throw new DocumentError(faults);
  return document;
}

/** What an entry says of its document; undefined when it says nothing. */
function toOverrides(entry: DocumentEntry): Overrides | undefined {
  const { resources, operations, claims, actor, unknownActor } = entry;
  const members: Record<string, Json | undefined> = {
    ...{ resources, operations, claims, actor, unknownActor },
  };
  const given = Object.entries(members).filter(
    (member): member is [string, Json] => member[1] !== undefined,
  );
  if (given.length === 0) return undefined;
  const value: JsonObject = Object.fromEntries(given);
  return { value, positionOf: (pointer) => toPosition(entry, pointer) };
}

function toPosition({ document, positionOf }: DocumentEntry, pointer: string): Position {
  if (positionOf) return positionOf(pointer);
  const name = typeof document === 'string' ? document : 'the options';
  return { file: `overrides of ${name}`, line: 1, column: 1 };
}

function toError(position: Position, message: string): DocumentError {
  const mend = 'A base is a path prefix such as "/shop".';
  return new DocumentError([{ severity: 'error', position, pointer: '/base', message, mend }]);
}
