import { compareMixed, findAmbiguous, isAmbiguous } from './_conflicts.ts';
import { type CompiledTemplate, findNearestTemplates } from './_nearest.ts';
import { matchMixed, type Segment, toSegment } from './_segment.ts';
import { decodePercent } from './parameters/percent.ts';
import { getTemplateNames, toCanonical, toSegments } from './path-template.ts';

/** One method of one path template, with whatever it leads to. */
export interface Route<T> {
  readonly method: string;
  readonly template: string;
  readonly value: T;
}

/** What a path leads to under one method. */
export interface MethodRoute<T> {
  readonly value: T;
  /** As this route was written: `/users/{id}` here may be `/users/{userId}` under another method. */
  readonly template: string;
  /** The names in the template; `names[i]` is the name of `values[i]` in the match. */
  readonly names: readonly string[];
  /** Others of the same method, whose templates differ in names alone, in their order. */
  readonly rivals?: readonly MethodRoute<T>[];
}

/** A path that was found. */
export interface RouteMatch<T> {
  /** The template as the first of its routes writes it. */
  readonly template: string;
  /** By method in upper case. */
  readonly methods: ReadonlyMap<string, MethodRoute<T>>;
  /** The raw texts, still percent-encoded, that stand where the template has names, in order. */
  readonly values: readonly string[];
}

/** Two routes of which the second is not always, or never, reached. */
export interface RouteConflict {
  /**
   * `duplicate`: the same method and the same path but for names; the second is a rival of the
   * first. `ambiguous`: some paths fit both and neither is the more concrete; such a path is given
   * to the first.
   */
  readonly kind: 'duplicate' | 'ambiguous';
  readonly templates: readonly [string, string];
  /** Upper case; of duplicates only. */
  readonly method?: string;
}

/** Finds the path template of a request (OpenAPI 3.1 §4.8.8). */
export interface Router<T> {
  /**
   * The template of a raw path, the most concrete from the left: literal before mixed
   * (`{id}.json`) before name. Literals are compared after percent-decoding, names take one whole
   * non-empty raw segment, and a trailing slash is a segment of its own.
   */
  find(rawPath: string): RouteMatch<T> | undefined;
  /** The others that are ambiguous with it: any may have a method that it lacks. */
  findOthers(rawPath: string): RouteMatch<T>[];
  /** Up to three templates that resemble an unknown path, the nearest first. */
  nearest(rawPath: string): string[];
  /** What the document's author should know; compares every pair of templates. */
  conflicts(): RouteConflict[];
}

interface Leaf<T> extends CompiledTemplate {
  readonly methods: Map<string, RouteDraft<T>>;
}

interface RouteDraft<T> extends MethodRoute<T> {
  rivals?: MethodRoute<T>[];
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  /** The most concrete first. */
  readonly mixed: { readonly segment: Segment & { kind: 'mixed' }; readonly node: Node<T> }[];
  name?: Node<T>;
  leaf?: Leaf<T>;
}

/** Compiles the routes into a tree of segments; what `find` answers does not depend on their order. */
export function compileRouter<T>(routes: Iterable<Route<T>>): Router<T> {
  const root = createNode<T>();
  const templates = new Map<string, CompiledTemplate>();
  const duplicates: RouteConflict[] = [];
  for (const { method: written, template, value } of routes) {
    const method = written.toUpperCase();
    const segments = toSegments(template).map(toSegment);
    const canonical = toCanonical(template);
    if (!templates.has(canonical)) templates.set(canonical, { template, segments });
    const leaf = grow(root, segments, template);
    const known = leaf.methods.get(method);
    const route = { value, template, names: getTemplateNames(template) };
    if (!known) leaf.methods.set(method, route);
    else {
      duplicates.push({ kind: 'duplicate', templates: [known.template, template], method });
      known.rivals ??= [];
      known.rivals.push(route);
    }
  }
  return {
    find: (rawPath) => toMatch(root, rawPath)?.match,
    findOthers: (rawPath) => findOthers(root, rawPath),
    nearest: (rawPath) => findNearestTemplates(rawPath, templates.values(), 3),
    conflicts: () => {
      const ambiguous = findAmbiguous([...templates.values()]);
      return [
        ...duplicates,
        ...ambiguous.map(({ taken, passed }) => {
          return { kind: 'ambiguous', templates: [taken, passed] } satisfies RouteConflict;
        }),
      ];
    },
  };
}

interface Found<T> {
  readonly leaf: Leaf<T>;
  readonly match: RouteMatch<T>;
}

function toMatch<T>(
  root: Node<T>,
  rawPath: string,
  passed?: ReadonlySet<Leaf<T>>,
): Found<T> | undefined {
  const values: string[] = [];
  const leaf = rawPath.startsWith('/') ? search(root, 1, { rawPath, values, passed }) : undefined;
  return leaf && { leaf, match: { template: leaf.template, methods: leaf.methods, values } };
}

function findOthers<T>(root: Node<T>, rawPath: string): RouteMatch<T>[] {
  const first = toMatch(root, rawPath);
  const others: RouteMatch<T>[] = [];
  const passed = new Set<Leaf<T>>();
  for (let next = first; next; next = toMatch(root, rawPath, passed)) {
    passed.add(next.leaf);
    const isOther = first && isAmbiguous(first.leaf.segments, next.leaf.segments);
    if (isOther) others.push(next.match);
  }
  return others;
}

function createNode<T>(): Node<T> {
  return { literals: new Map(), mixed: [] };
}

function grow<T>(root: Node<T>, segments: readonly Segment[], template: string): Leaf<T> {
  let node = root;
  for (const segment of segments) node = growSegment(node, segment);
  node.leaf ??= { template, segments, methods: new Map() };
  return node.leaf;
}

function growSegment<T>(node: Node<T>, segment: Segment): Node<T> {
  if (segment.kind === 'name') {
    node.name ??= createNode();
    return node.name;
  }
  if (segment.kind === 'literal') {
    const child = node.literals.get(segment.text) ?? createNode<T>();
    node.literals.set(segment.text, child);
    return child;
  }
  const known = node.mixed.find((child) => child.segment.key === segment.key);
  if (known) return known.node;
  const child = createNode<T>();
  node.mixed.push({ segment, node: child });
  node.mixed.sort((a, b) => compareMixed(a.segment, b.segment));
  return child;
}

interface Walk<T> {
  readonly rawPath: string;
  /** Grows on the way down and shrinks on the way back. */
  readonly values: string[];
  /** What was found before, and is not wanted again. */
  readonly passed?: ReadonlySet<Leaf<T>> | undefined;
}

/** Each node of the tree has one way to it, so a search never visits one twice. */
function search<T>(node: Node<T>, from: number, walk: Walk<T>): Leaf<T> | undefined {
  const { rawPath, values, passed } = walk;
  if (from > rawPath.length) {
    return node.leaf && passed?.has(node.leaf) ? undefined : node.leaf;
  }
  const slash = rawPath.indexOf('/', from);
  const end = slash < 0 ? rawPath.length : slash;
  const raw = rawPath.slice(from, end);
  const text = decodePercent(raw);
  const child = text === undefined ? undefined : node.literals.get(text);
  const found = child && search(child, end + 1, walk);
  if (found || raw === '') return found;
  const mark = values.length;
  for (const { segment, node: next } of node.mixed) {
    const deeper = matchMixed(segment.literals, raw, values) && search(next, end + 1, walk);
    if (deeper) return deeper;
    values.length = mark;
  }
  if (!node.name) return undefined;
  values.push(raw);
  const deeper = search(node.name, end + 1, walk);
  if (!deeper) values.length = mark;
  return deeper;
}
