import type { Json } from '../../kernel/json.ts';
import { toSnippet } from '../../kernel/json.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import type { Position } from '../../spec/fault.ts';
import { UnusableError } from '../unusable.ts';
import { type Comparable, toComparable } from './_comparable.ts';
import { type ComparatorResult, runComparator } from './_comparator.ts';
import { locateInDocument, locateInPact } from './_locate.ts';
import { compileRoutes, type Routes, toInner } from './_routes.ts';
import type { Interaction, Pact } from './pact-file.ts';

/** An interaction, or a part of one, that the document does not know. */
export interface Mismatch {
  /** As `openapi-pact-comparator` names it, such as `request.query.incompatible`. */
  readonly code: string;
  /** A warning is no breach: the document leaves it open, or covers it by `default`. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The description of the interaction. */
  readonly interaction: string;
  /** The value in the pact, as shortened JSON. */
  readonly value: string;
  readonly pact: Place;
  readonly document: Place;
}

/** A place in a file, by line and by JSON Pointer. */
export interface Place {
  readonly position: Position;
  readonly pointer: string;
}

/** What came of comparing one pact. */
export interface Comparison {
  readonly pact: Pact;
  /** The document it fits best. */
  readonly document: OpenApiDocument;
  readonly mismatches: readonly Mismatch[];
}

/**
 * Compares a pact with documents, of which the one that knows most of its paths counts: is every
 * interaction inside it? Throws `UnusableError` when there is nothing to compare, when the pact or
 * document cannot be compared, or when the comparator is not installed.
 */
export async function comparePact(
  pact: Pact,
  documents: readonly OpenApiDocument[],
): Promise<Comparison> {
  const path = pact.source.name;
  if (pact.interactions.length === 0) {
    throw new UnusableError(`${path} has no HTTP interaction, so there is nothing to compare.`);
  }
  const comparisons = await Promise.all(
    documents.map(async (document) => {
      return { pact, document, mismatches: await compare(pact, document) };
    }),
  );
  const [best] = comparisons.sort((a, b) => countStrange(a) - countStrange(b));
  if (best) return best;
  throw new UnusableError('There is no document to compare with.');
}

const unknownPath = 'request.path-or-method.unknown';

function countStrange({ mismatches }: Comparison): number {
  return mismatches.filter(({ code }) => code === unknownPath).length;
}

async function compare(pact: Pact, document: OpenApiDocument): Promise<Mismatch[]> {
  const comparable = toComparable(document);
  const routes = compileRoutes(document);
  const toPath = (path: string) =>
    routes.router.find(path) ? path : toInner(path, routes.basePath);
  const results = await runComparator(pact, comparable.document, toPath).catch((error: unknown) => {
    if (error instanceof UnusableError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const names = `${pact.source.name} and ${document.entry.name}`;
    throw new UnusableError(`${names} cannot be compared: ${reason}`);
  });
  return results.map((result) => toMismatch(result, { pact, routes, comparable }));
}

interface Context {
  readonly pact: Pact;
  readonly routes: Routes;
  readonly comparable: Comparable;
}

function toMismatch(result: ComparatorResult, { pact, routes, comparable }: Context): Mismatch {
  const { document } = routes;
  const { code, type, message, mockDetails, specDetails } = result;
  const location = mockDetails?.location ?? '';
  const index = Number(/interactions\[(\d+)\]/.exec(location)?.[1] ?? 0);
  const interaction = pact.interactions[index];
  const pointer = interaction ? locateInPact(pact.source.root, interaction, location) : '';
  const { pathMethod: method, pathName: template } = specDetails ?? {};
  const operation = comparable.find(method ?? '', template ?? '');
  const rest = (specDetails?.location ?? '').slice(`[root].paths.${template}.${method}`.length);
  const status = interaction?.response.status ?? 0;
  const missing = /must have required property '(.*)'$/.exec(message)?.[1];
  const at = operation
    ? locateInDocument(comparable, { operation, rest, status, missing })
    : toPaths(document);
  // The comparator took the value out of the pact, which is JSON.
  const value = toSnippet(mockDetails?.value as Json | undefined);
  const hint = code === unknownPath && interaction ? toHint(routes, interaction) : '';
  return {
    ...{
      code,
      severity: type === 'error' ? 'error' : 'warning',
      message: `${message}${hint}`,
      value,
    },
    interaction: interaction?.description ?? '',
    pact: { position: pact.source.positionOf(pointer), pointer },
    document: { position: document.position(at), pointer: at.pointer },
  };
}

function toPaths(document: OpenApiDocument): Located {
  return document.child(document.root, 'paths') ?? document.root;
}

/** A path that is known may still have a parameter that its schema refuses. */
function toHint({ router, basePath }: Routes, { request }: Interaction): string {
  const found = router.find(request.path) ?? router.find(toInner(request.path, basePath));
  if (!found) return `. Nearest: ${router.nearest(request.path).join(', ') || 'none'}`;
  const methods = [...found.methods.keys()];
  if (!methods.includes(request.method)) return `. ${found.template} has ${methods.join(', ')}`;
  return `. ${found.template} is known, but a value in the path is not what its parameter takes`;
}
