import { getOwn, type Json, toObject, toText } from '../kernel/json.ts';
import { appendToken, fromPointer, getAt, getMember } from '../kernel/pointer.ts';
import { isBareReference, isHolder } from './_holders.ts';
import type { Located } from './_located.ts';
import { createReferences, decodeFragment, type References, toUri } from './_references.ts';
import type { Position } from './fault.ts';
import type { Origin, Source } from './source.ts';

export type { Located } from './_located.ts';
export { toUri } from './_references.ts';

/** The place of a document among those that are served together. */
export interface DocumentPlace {
  /** The path prefix that tells its paths apart from those of the others, such as `/shop`, or ''. */
  readonly base: string;
  /** True when it answers below its base only. */
  readonly isBelow: boolean;
  /** Tells its state apart; the same on every machine and after every reload. */
  readonly key: string;
}

const alone: DocumentPlace = { base: '', isBelow: false, key: '' };

/** Why something that a document refers to is not there, and what to do. */
export interface Missing {
  readonly message: string;
  readonly mend: string;
}

/** What a document is made of beyond its sources. */
export interface DocumentParts {
  /** The files of this machine, for watching. */
  readonly files: readonly string[];
  readonly missing?: ReadonlyMap<string, Missing>;
  readonly place?: DocumentPlace;
}

/** An OpenAPI document with every file that it refers to, overlays applied. */
export class OpenApiDocument {
  /** The entry document. */
  readonly entry: Source;
  readonly sources: ReadonlyMap<string, Source>;
  /** The files of this machine that the document was made of, for watching. */
  readonly files: readonly string[];
  /** By URI, files that it refers to and that could not be had. */
  readonly missing: ReadonlyMap<string, Missing>;
  readonly place: DocumentPlace;
  /** True for OpenAPI 3.0, whose schemas are a dialect of their own. */
  readonly isLegacyDialect: boolean;
  readonly #references: References;

  /** What was resolved, by the file it was written in. */
  readonly #resolved = new WeakMap<Source, Map<string, Located | undefined>>();
  /** References that are being resolved through others: one of them may lead back to itself. */
  readonly #open = new Set<string>();

  constructor(entry: Source, sources: ReadonlyMap<string, Source>, parts: DocumentParts) {
    const { files, missing = new Map(), place = alone } = parts;
    this.entry = entry;
    this.sources = sources;
    this.files = files;
    this.missing = missing;
    this.place = place;
    this.isLegacyDialect = /^3(\.0|$)/.test(this.version);
    this.#references = createReferences(sources);
  }

  /** The same document in another place. */
  at(place: DocumentPlace): OpenApiDocument {
    const { files, missing } = this;
    return new OpenApiDocument(this.entry, this.sources, { files, missing, place });
  }

  get root(): Located {
    return toRoot(this.entry);
  }

  /** `info.title`, or the name of the file. */
  get title(): string {
    return toText(getOwn(getOwn(this.entry.root, 'info'), 'title')) ?? this.entry.name;
  }

  /** The version text of the `openapi` field; '' when it is missing. */
  get version(): string {
    const version = getOwn(this.entry.root, 'openapi');
    // An unquoted 3.0 of YAML is the number 3.
    if (typeof version === 'number')
      return Number.isInteger(version) ? version.toFixed(1) : String(version);
    return (toText(version) ?? '').trim().replace(/^v/i, '');
  }

  /**
   * The member `token` of a value, when there is one. `$ref` is followed only where OpenAPI has a
   * map or a list and no reference, such as in place of `content` or `properties`.
   */
  child(parent: Located, token: string | number): Located | undefined {
    const node = getMember(parent.node, String(token));
    if (node === undefined) return undefined;
    const { source, scope } = parent;
    const pointer = appendToken(parent.pointer, token);
    const at = scope ? { source, pointer, node, scope } : { source, pointer, node };
    if (!isHolder(token) || !isBareReference(node)) return at;
    const end = this.follow(at);
    return typeof end?.node === 'object' && end.node !== null ? end : at;
  }

  /** The members of an object or array with their places. */
  children(parent: Located): { readonly name: string; readonly at: Located }[] {
    if (typeof parent.node !== 'object' || parent.node === null) return [];
    const { source, scope } = parent;
    return Object.entries(parent.node).map(([name, node]) => {
      const pointer = appendToken(parent.pointer, name);
      return { name, at: scope ? { source, pointer, node, scope } : { source, pointer, node } };
    });
  }

  /** What one `$ref` names (RFC 3986 §5, RFC 6901 §6), or undefined when nothing is there. */
  resolve(ref: string, from: Located): Located | undefined {
    if (!this.isLegacyDialect) {
      return this.#references.resolve(ref, from) ?? this.#resolveThrough(ref, from);
    }
    const known = this.#resolved.get(from.source);
    const found = known?.has(ref)
      ? known.get(ref)
      : (this.#resolvePlain(ref, from) ?? this.#resolveThrough(ref, from));
    if (known) known.set(ref, found);
    else this.#resolved.set(from.source, new Map([[ref, found]]));
    return found;
  }

  /** Schemas of OpenAPI 3.0 have no identifiers: a large file need not be searched for them. */
  #resolvePlain(ref: string, from: Located): Located | undefined {
    const [path = '', fragment = ''] = ref.split('#', 2);
    const source = path === '' ? from.source : this.sources.get(toUri(path, from.source.uri));
    const pointer = decodeFragment(fragment);
    const node = source && isPointer(pointer) ? getAt(source.root, pointer) : undefined;
    return source && node !== undefined ? { source, pointer, node } : undefined;
  }

  /** What a pointer names beyond references that stand on its way. */
  #resolveThrough(ref: string, from: Located): Located | undefined {
    const [path = '', fragment = ''] = ref.split('#', 2);
    const key = `${from.source.uri} ${ref}`;
    const pointer = decodeFragment(fragment);
    if (!pointer.startsWith('/') || this.#open.has(key)) return undefined;
    this.#open.add(key);
    let at = path === '' ? toRoot(from.source) : this.resolve(path, from);
    for (const token of fromPointer(pointer)) {
      const place: Located | undefined = at && this.child(at, token);
      const end: Located | undefined = at && !place ? this.follow(at) : undefined;
      at = place ?? (end && this.child(end, token));
    }
    this.#open.delete(key);
    // A text or a number is nothing that a reference is for.
    return typeof at?.node === 'object' ? at : undefined;
  }

  /** What a `$dynamicRef` names (JSON Schema 2020-12 §8.2.3.2), after all that led to it. */
  resolveDynamic(ref: string, from: Located): Located | undefined {
    return this.isLegacyDialect ? undefined : this.#references.resolveDynamic(ref, from);
  }

  /** Follows `$ref` until something else stands there; undefined for a dangling or circular one. */
  follow(at: Located): Located | undefined {
    let current: Located | undefined = at;
    for (let hops = 0; current && hops < 64; hops++) {
      const ref = toText(getOwn(current.node, '$ref'));
      if (ref === undefined) return current;
      current = this.resolve(ref, current);
    }
    return undefined;
  }

  /** The `x-mock` extension of a value, empty when there is none. */
  extension(at: Located | undefined): { readonly [name: string]: Json } {
    return toObject(getOwn(at?.node, 'x-mock'));
  }

  /** The place in the file. */
  position(at: Located): Position {
    return at.source.positionOf(at.pointer);
  }
}

/** `file#/pointer` with the short name of the file, as findings show it. */
export function toLocation(at: Located): string {
  const { source, pointer } = toOrigin(at);
  return `${source.name.split('/').at(-1) ?? source.name}#${pointer}`;
}

/** The place in the user's files. */
export function toOrigin({ source, pointer }: Located): Origin {
  return source.originOf?.(pointer) ?? { source, pointer };
}

function toRoot(source: Source): Located {
  return { source, pointer: '', node: source.root };
}

function isPointer(fragment: string): boolean {
  return fragment === '' || fragment.startsWith('/');
}
