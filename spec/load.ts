import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { FaultList } from './_fault-list.ts';
import { type Entry, readRelated } from './_related.ts';
import { OpenApiDocument } from './document.ts';
import { DocumentError } from './fault.ts';
import { applyOverlay } from './overlay.ts';
import { type Overrides, withOverrides } from './overrides.ts';
import { readSource } from './read-source.ts';
import { RemoteFault } from './remote/fault.ts';
import type { RemotePolicy } from './remote/policy.ts';
import { createRemoteReader, type RemoteReader, user } from './remote/reader.ts';
import { parseSource, type Source, toSource } from './source.ts';
import { levelSwagger } from './swagger/level.ts';

/** A document: a path, a `file:`, `http:` or `https:` URL, or the document itself as a value. */
export type DocumentInput = string | URL | JsonObject;

/** What `loadDocument` may be told beyond the document. */
export interface LoadOptions {
  /** Overlay files, applied in order after the one that stands beside the document. */
  readonly overlays?: readonly string[];
  /** What wins over the document and its overlays. */
  readonly overrides?: Overrides;
  /** What may be fetched, and how. */
  readonly remote?: RemotePolicy;
}

/**
 * Reads a document, every file its `$ref`s name, and the overlay beside it
 * (`pets.yaml` → `pets.overlay.yaml`). Throws `DocumentError` when a file is missing or not
 * readable as YAML or JSON. Nothing is dereferenced.
 */
export async function loadDocument(
  input: DocumentInput,
  options: LoadOptions = {},
): Promise<OpenApiDocument> {
  const remote = createRemoteReader(options.remote);
  const plain = await readInput(input, remote);
  const overlays = [...besides(plain.source), ...(options.overlays ?? [])];
  let { root } = plain.source;
  for (const overlay of overlays) root = applyOverlay(root, await readSource(overlay));
  const isChanged = root !== plain.source.root;
  const written = { ...plain.source, root, ...(isChanged && { hasFileReferences: true }) };
  const source = options.overrides ? withOverrides(written, options.overrides) : written;
  const { sources, missing } = await readRelated({ ...plain, source });
  const files = [...sources.keys()].filter(isFile).map((uri) => fileURLToPath(uri));
  const document = new OpenApiDocument(source, sources, {
    files: [...files, ...overlays],
    missing,
  });
  return levelSwagger(document, new FaultList());
}

/**
 * Reads a document of one file at once, without overlays: for one that is wanted only now and then,
 * by somebody who cannot wait.
 */
export function readDocument(path: string): OpenApiDocument {
  const entry = parseSource(pathToFileURL(path).href, path, readFileSync(path, 'utf8'));
  return new OpenApiDocument(entry, new Map([[entry.uri, entry]]), { files: [path] });
}

/** True for the address of a document that is fetched. */
export function isRemote(input: DocumentInput): boolean {
  const text = input instanceof URL ? input.href : input;
  return typeof text === 'string' && /^https?:\/\//i.test(text);
}

async function readInput(input: DocumentInput, remote: RemoteReader): Promise<Entry> {
  if (input instanceof URL) return readInput(input.href, remote);
  if (typeof input === 'string') {
    if (isRemote(input)) return readRemote(input, remote);
    return { source: await readSource(input), remote };
  }
  const title = isJsonObject(input.info) ? input.info.title : undefined;
  const name = typeof title === 'string' ? title : 'document';
  return { source: toSource(`memory:///${encodeURIComponent(name)}`, name, input), remote };
}

async function readRemote(url: string, remote: RemoteReader): Promise<Entry> {
  try {
    const { uri, text, reach } = await remote.read(url, user);
    return { source: parseSource(uri, uri, text), reach, remote };
  } catch (error) {
    if (!(error instanceof RemoteFault)) throw error;
    const position = { file: url.replace(/\/\/[^/@]*@/, '//'), line: 1, column: 1 };
    const { message, mend } = error;
    throw new DocumentError([{ severity: 'error', position, pointer: '', message, mend }]);
  }
}

function besides(source: Source): string[] {
  if (!isFile(source.uri)) return [];
  const beside = source.name.replace(/(\.(ya?ml|json))?$/i, '.overlay.yaml');
  return existsSync(beside) ? [beside] : [];
}

function isFile(uri: string): boolean {
  return uri.startsWith('file:');
}
