import { getOwn, isJsonObject, type Json } from '../../kernel/json.ts';
import { OpenApiDocument } from '../document.ts';
import type { Source } from '../source.ts';
import { levelDialect } from './_dialect.ts';
import type { Remarks } from './_levelling.ts';
import { Origins, toLevelledSource } from './_origins.ts';
import { levelRoot, written } from './_root.ts';

/** True for the root of a Swagger 2.0 document. */
function isSwagger(root: Json): boolean {
  const version = getOwn(root, 'swagger');
  return /^2(\.0)?$/.test(String(version)) && getOwn(root, 'openapi') === undefined;
}

/**
 * The same document in the terms of OpenAPI 3.0 when it is one of Swagger 2.0, else itself. Places
 * are still told as those in the user's files (`Source.originOf`), nothing is dereferenced, and what
 * OpenAPI 3.0 has no words for is told to `remarks`, and by `Source.remarks`.
 */
export function levelSwagger(document: OpenApiDocument, remarks: Remarks): OpenApiDocument {
  const { entry } = document;
  if (!isSwagger(entry.root)) return document;
  const origins = new Origins();
  const references = new References(document);
  const sources = new Map<string, Source>();
  for (const [uri, source] of document.sources) {
    const root = levelDialect(source.root, (ref, holder) =>
      references.level(ref, { source, holder }),
    );
    sources.set(uri, toLevelledSource(source, root, origins));
  }
  const dialect = sources.get(entry.uri)?.root ?? entry.root;
  origins.keep(dialect, { source: entry, pointer: '' });
  const work = toLevelledSource(entry, withOriginal(dialect), origins);
  const draft = new OpenApiDocument(work, new Map([...sources, [entry.uri, work]]), { files: [] });
  const levelled = levelRoot({
    document: draft,
    origins,
    remarks,
    parameters: new Map(),
    mediaTypes: new Map(),
  });
  const root = references.usesOriginal ? { ...levelled, [written]: dialect } : levelled;
  const source = { ...toLevelledSource(entry, root, origins), remarks: remarks.all };
  const { files, missing } = document;
  return new OpenApiDocument(source, new Map([...sources, [entry.uri, source]]), {
    files,
    missing,
  });
}

/** Both what is there and what references will name once they are levelled. */
function withOriginal(dialect: Json): Json {
  const root = toObjectNode(dialect);
  const schemas = getOwn(root, 'definitions');
  return { ...root, components: schemas === undefined ? {} : { schemas }, [written]: root };
}

function toObjectNode(value: Json) {
  return isJsonObject(value) ? value : {};
}

/** Where a reference stands. */
interface Standing {
  readonly source: Source;
  readonly holder: string;
}

/** Rewrites references into the document whose members move. */
class References {
  /** True when something refers to what has no place of its own in OpenAPI 3. */
  usesOriginal = false;
  readonly #document: OpenApiDocument;
  readonly #known = new Map<string, string>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** The reference as it is to be written; one that leads nowhere stays as it is. */
  level(ref: string, { source, holder }: Standing): string {
    const key = `${source.uri}\n${ref}`;
    const next = this.#known.get(key) ?? this.#rewrite(ref, source);
    this.#known.set(key, next);
    const isKept = source !== this.#document.entry || !consumed.has(holder);
    if (isKept && next.includes(`#/${written}/`)) this.usesOriginal = true;
    return next;
  }

  #rewrite(ref: string, from: Source): string {
    const [path = '', fragment = ''] = ref.split('#', 2);
    if (this.#isBareName(ref, from)) return `#/components/schemas/${encodeURIComponent(ref)}`;
    if (!fragment.startsWith('/') || fragment.startsWith('/x-')) return ref;
    const target = this.#document.resolve(ref, { source: from, pointer: '', node: from.root });
    if (target?.source.uri !== this.#document.entry.uri) return ref;
    const name = /^\/definitions(?=\/)/;
    if (name.test(fragment)) return `${path}#${fragment.replace(name, '/components/schemas')}`;
    return `${path}#/${written}${fragment}`;
  }

  /** `Pet` for `#/definitions/Pet`, as it was written before version 2.0 was final. */
  #isBareName(ref: string, from: Source): boolean {
    const { entry } = this.#document;
    if (from !== entry || !/^[^#/.]+$/.test(ref)) return false;
    return getOwn(getOwn(entry.root, 'definitions'), ref) !== undefined;
  }
}

/** What such a reference names is itself levelled wherever it is used. */
const consumed: ReadonlySet<string> = new Set(['parameters', 'responses', 'paths']);
