import { realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJsonArray, isJsonObject, type Json } from '../kernel/json.ts';
import { type Missing, toUri } from './document.ts';
import { DocumentError } from './fault.ts';
import { readSource } from './read-source.ts';
import type { Reach } from './remote/address.ts';
import { RemoteFault } from './remote/fault.ts';
import type { RemoteReader } from './remote/reader.ts';
import { parseSource, type Source } from './source.ts';

/** The files a document is made of, and why some of those that it names are not among them. */
export interface Related {
  readonly sources: ReadonlyMap<string, Source>;
  readonly missing: ReadonlyMap<string, Missing>;
}

/** The entry document, and what is known of where it came from. */
export interface Entry {
  readonly source: Source;
  /** Set when it was fetched. */
  readonly reach?: Reach;
  readonly remote: RemoteReader;
}

/** The most files that are read at the same time. */
const width = 16;

/**
 * Reads every file that the `$ref`s of a document name, from file to file. What cannot be had is
 * noted; the check of references knows the place. Throws `DocumentError` for a YAML or JSON file
 * that cannot be parsed.
 */
export async function readRelated(entry: Entry): Promise<Related> {
  const { source } = entry;
  const sources = new Map([[source.uri, source]]);
  const missing = new Map<string, Missing>();
  const reaches = new Map<Source, Reach>([[source, entry.reach ?? 'public']]);
  const context = { ...entry, folder: toFolder(source.uri), reaches };
  let wanted = collectUris([source]);
  while (wanted.size > 0) {
    const pending = [...wanted].filter(([uri]) => !sources.has(uri) && !missing.has(uri));
    const read: Source[] = [];
    for (let start = 0; start < pending.length; start += width) {
      const batch = pending.slice(start, start + width);
      const found = await Promise.all(batch.map(([uri, from]) => follow(uri, from, context)));
      for (const [index, one] of found.entries()) {
        const uri = batch[index]?.[0] ?? '';
        if ('mend' in one) missing.set(uri, one);
        else {
          sources.set(uri, one);
          read.push(one);
        }
      }
    }
    wanted = collectUris(read);
  }
  return { sources, missing };
}

/** The absolute URIs that files refer to, each with a file that does. */
function collectUris(from: readonly Source[]): Map<string, Source> {
  const uris = new Map<string, Source>();
  for (const source of from) {
    if (source.hasFileReferences === false) continue;
    const paths = new Set<string>();
    collectReferences(source.root, paths);
    for (const path of paths) {
      const uri = toUri(path, source.uri);
      if (!uris.has(uri)) uris.set(uri, source);
    }
  }
  return uris;
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

interface Context extends Entry {
  /** The folder of a local entry document. */
  readonly folder?: string | undefined;
  readonly reaches: Map<Source, Reach>;
}

async function follow(uri: string, from: Source, context: Context): Promise<Source | Missing> {
  if (/^https?:/.test(uri)) return followRemote(uri, from, context);
  if (!uri.startsWith('file:')) return { message: 'It names no file.', mend: isThere };
  if (from.uri.startsWith('file:') || from.uri.startsWith('memory:')) {
    return followLocal(uri, context);
  }
  return {
    message: `A remote document may not refer to files of this machine (${uri}).`,
    mend: 'Download the document and name the file, if you trust it.',
  };
}

async function followRemote(
  uri: string,
  from: Source,
  { remote, reaches }: Context,
): Promise<Source | Missing> {
  try {
    const reach = reaches.get(from) ?? 'public';
    const { uri: final, text, reach: own } = await remote.read(uri, { uri: from.uri, reach });
    const source = parseSource(final, final, text);
    reaches.set(source, own);
    return source;
  } catch (error) {
    if (!(error instanceof RemoteFault)) throw error;
    return { message: `${uri}: ${error.message}`, mend: error.mend };
  }
}

const isThere = 'Is the name right, and is the file there?';

/** The most bytes of a file that is referred to: a device would never end. */
const most = 256 * 1024 * 1024;

/**
 * A file beside the document or anywhere else (`../common.yaml`). What is not YAML or JSON is never
 * quoted: a document may name a file whose content is nobody's business.
 */
async function followLocal(uri: string, { folder }: Context): Promise<Source | Missing> {
  const path = toPath(uri);
  const about = path && (await stat(path).catch(() => undefined));
  if (!path || !about) return { message: `There is no file ${path ?? uri}.`, mend: isThere };
  if (!about.isFile() || about.size > most) {
    return { message: `${path} is no file that can be read.`, mend: isThere };
  }
  const way = folder === undefined ? '..' : relative(folder, realpathSync(path));
  const isNear = !way.startsWith('..') && !isAbsolute(way);
  const isOurs = /\.(ya?ml|json)$/i.test(path);
  const foreign = {
    message: `${path} is neither YAML nor JSON with an object in it.`,
    mend: 'Refer to a YAML or JSON file.',
  };
  try {
    const source = await readSource(path);
    const isData = typeof source.root === 'object' || typeof source.root === 'boolean';
    return isData || (isNear && isOurs) ? { ...source, uri } : foreign;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    // A mistake of the author's own is told in full.
    if (isNear && isOurs) throw error;
    return foreign;
  }
}

function toPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    // On another host, or with a slash that is escaped.
    return undefined;
  }
}

function toFolder(uri: string): string | undefined {
  const path = uri.startsWith('file:') ? toPath(uri) : undefined;
  try {
    return path && dirname(realpathSync(path));
  } catch {
    // Gone since it was read.
    return undefined;
  }
}
