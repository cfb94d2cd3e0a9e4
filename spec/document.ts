import { getOwn, isJsonObject, type Json, toObject, toText } from '../kernel/json.ts';
import { appendToken, getAt, getMember } from '../kernel/pointer.ts';
import type { Position } from './fault.ts';
import type { Origin, Source } from './source.ts';

/** A value in a source, with its place. */
export interface Located {
  readonly source: Source;
  /** JSON Pointer into the source. */
  readonly pointer: string;
  readonly node: Json;
}

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

/** An OpenAPI document with every file that it refers to, overlays applied. */
export class OpenApiDocument {
  /** The entry document. */
  readonly entry: Source;
  readonly sources: ReadonlyMap<string, Source>;
  /** The files the document was made of, for watching. */
  readonly files: readonly string[];
  readonly place: DocumentPlace;

  constructor(
    entry: Source,
    sources: ReadonlyMap<string, Source>,
    files: readonly string[],
    place = alone,
  ) {
    this.entry = entry;
    this.sources = sources;
    this.files = files;
    this.place = place;
  }

  /** The same document in another place. */
  at(place: DocumentPlace): OpenApiDocument {
    return new OpenApiDocument(this.entry, this.sources, this.files, place);
  }

  get root(): Located {
    return { source: this.entry, pointer: '', node: this.entry.root };
  }

  /** `info.title`, or the name of the file. */
  get title(): string {
    return toText(getOwn(getOwn(this.entry.root, 'info'), 'title')) ?? this.entry.name;
  }

  /** The version text of the `openapi` field; '' when it is missing. */
  get version(): string {
    const version = getOwn(this.entry.root, 'openapi');
    return typeof version === 'number' ? String(version) : (toText(version) ?? '');
  }

  /** True for OpenAPI 3.0, whose schemas are a dialect of their own. */
  get isLegacyDialect(): boolean {
    return this.version.startsWith('3.0');
  }

  /** The member `token` of a value, when there is one. `$ref` is not followed. */
  child(parent: Located, token: string | number): Located | undefined {
    const node = getMember(parent.node, String(token));
    if (node === undefined) return undefined;
    return { source: parent.source, pointer: appendToken(parent.pointer, token), node };
  }

  /** The members of an object or array with their places. */
  children(parent: Located): { readonly name: string; readonly at: Located }[] {
    if (typeof parent.node !== 'object' || parent.node === null) return [];
    return Object.entries(parent.node).map(([name, node]) => {
      const pointer = appendToken(parent.pointer, name);
      return { name, at: { source: parent.source, pointer, node } };
    });
  }

  /** What one `$ref` names (RFC 3986 §5, RFC 6901 §6), or undefined when nothing is there. */
  resolve(ref: string, from: Located): Located | undefined {
    const [path = '', fragment = ''] = ref.split('#', 2);
    const source = path === '' ? from.source : this.sources.get(toUri(path, from.source.uri));
    if (!source) return undefined;
    const pointer = decode(fragment);
    if (pointer !== '' && !pointer.startsWith('/')) return this.#anchor(source, pointer);
    const node = getAt(source.root, pointer);
    return node === undefined ? undefined : { source, pointer, node };
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

  #anchor(source: Source, anchor: string): Located | undefined {
    const search = (at: Located, depth: number): Located | undefined => {
      if (isJsonObject(at.node) && getOwn(at.node, '$anchor') === anchor) return at;
      if (depth > 24) return undefined;
      for (const { at: member } of this.children(at)) {
        const found = search(member, depth + 1);
        if (found) return found;
      }
      return undefined;
    };
    return search({ source, pointer: '', node: source.root }, 0);
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

/** Resolves a relative reference against the URI of the file it stands in. */
export function toUri(path: string, base: string): string {
  try {
    return new URL(path, base).href;
  } catch {
    return path;
  }
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
