import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import { OpenApiDocument, toUri } from './document.ts';
import { DocumentError } from './fault.ts';
import { applyOverlay } from './overlay.ts';
import { parseSource, type Source, toSource } from './source.ts';
import { levelSwagger } from './swagger/level.ts';

/** A document: a path, a `file:` URL, or the document itself as a value. */
export type DocumentInput = string | URL | JsonObject;

/** What `loadDocument` may be told beyond the document. */
export interface LoadOptions {
  /** Overlay files, applied in order after the one that stands beside the document. */
  readonly overlays?: readonly string[];
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
  const plain = await readInput(input);
  const overlays = [...besides(plain), ...(options.overlays ?? [])];
  let root = plain.root;
  for (const overlay of overlays) root = applyOverlay(root, await readSource(overlay));
  const entry: Source = { ...plain, root };
  const sources = new Map([[entry.uri, entry]]);
  for (const source of sources.values()) await readReferences(source, sources);
  const files = [...sources.keys()].filter(isFile).map((uri) => fileURLToPath(uri));
  return levelSwagger(new OpenApiDocument(entry, sources, [...files, ...overlays]));
}

/**
 * Reads a document of one file at once, without overlays: for one that is wanted only now and then,
 * by somebody who cannot wait.
 */
export function readDocument(path: string): OpenApiDocument {
  const entry = parseSource(pathToFileURL(path).href, path, readFileSync(path, 'utf8'));
  return new OpenApiDocument(entry, new Map([[entry.uri, entry]]), [path]);
}

async function readInput(input: DocumentInput): Promise<Source> {
  if (input instanceof URL) return readSource(fileURLToPath(input));
  if (typeof input === 'string') return readSource(input);
  const title = isJsonObject(input.info) ? input.info.title : undefined;
  const name = typeof title === 'string' ? title : 'document';
  return toSource(`memory:///${encodeURIComponent(name)}`, name, input);
}

async function readSource(path: string): Promise<Source> {
  const name = path.startsWith('file:') ? fileURLToPath(path) : path;
  try {
    return parseSource(pathToFileURL(name).href, name, await readFile(name, 'utf8'));
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = reason === 'ENOENT' ? 'No such file.' : `The file cannot be read (${reason}).`;
    const mend = 'Check the path; it is taken from the folder the command runs in.';
    const position = { file: name, line: 1, column: 1 };
    throw new DocumentError([{ severity: 'error', position, pointer: '', message, mend }]);
  }
}

/** Files that are not there are left to the check of references, which knows the place. */
async function readReferences(source: Source, sources: Map<string, Source>): Promise<void> {
  const paths = new Set<string>();
  collectReferences(source.root, paths);
  for (const path of paths) {
    const uri = toUri(path, source.uri);
    if (sources.has(uri) || !isFile(uri) || !existsSync(new URL(uri))) continue;
    const read = await readSource(fileURLToPath(uri));
    sources.set(uri, { ...read, uri });
  }
}

function collectReferences(node: Json, into: Set<string>): void {
  if (isJsonArray(node)) for (const item of node) collectReferences(item, into);
  if (!isJsonObject(node)) return;
  for (const [name, value] of Object.entries(node)) {
    if (name === '$ref' && typeof value === 'string') {
      const path = value.split('#', 1)[0];
      if (path !== undefined && path !== '') into.add(path);
    } else if (typeof value === 'object') collectReferences(value, into);
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
