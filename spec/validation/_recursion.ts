import { getOwn, isJsonObject, type Json, toText } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import { lists, maps, single } from '../keyword-shapes.ts';

/**
 * True for a schema that contains itself, at whatever depth: a value of it may have parts that are
 * values of it.
 */
export function isRecursive(document: OpenApiDocument, at: Located): boolean {
  if (!isJsonObject(at.node)) return false;
  const known = toKnown(document);
  if (!known.has(at.node)) findRecursive(document, at, known);
  return known.get(at.node) === true;
}

const toKnown = memoise((_: OpenApiDocument) => new Map<Json, boolean>());

interface Visit {
  readonly node: Json;
  readonly number: number;
  /** The earliest visit that can be reached from here. */
  low: number;
  readonly next: readonly Located[];
  done: number;
  isLoop: boolean;
}

/**
 * Tarjan's strongly connected components: each schema is visited once for all that is ever asked.
 * With a list instead of recursion, because documents chain thousands of schemas.
 */
function findRecursive(document: OpenApiDocument, start: Located, known: Map<Json, boolean>): void {
  const open = new Map<Json, Visit>();
  const trail: Visit[] = [];
  const path: Visit[] = [];
  const enter = (at: Located) => {
    const number = open.size + known.size;
    const next = getParts(document, at);
    const visit = { node: at.node, number, low: number, next, done: 0, isLoop: false };
    open.set(at.node, visit);
    trail.push(visit);
    path.push(visit);
  };
  enter(start);
  for (let visit = path.at(-1); visit; visit = path.at(-1)) {
    const target = visit.next[visit.done++];
    if (target === undefined) leave(visit);
    else if (!known.has(target.node)) {
      const other = open.get(target.node);
      if (!other) enter(target);
      else {
        visit.low = Math.min(visit.low, other.number);
        if (other === visit) visit.isLoop = true;
      }
    }
  }

  function leave(visit: Visit): void {
    path.pop();
    const above = path.at(-1);
    if (above) above.low = Math.min(above.low, visit.low);
    if (visit.low !== visit.number) return;
    const component = trail.splice(trail.lastIndexOf(visit));
    for (const { node, isLoop } of component) {
      known.set(node, isLoop || component.length > 1);
      open.delete(node);
    }
  }
}

/** The schemas in a schema, and those it refers to. */
function getParts(document: OpenApiDocument, at: Located): readonly Located[] {
  const { node } = at;
  if (!isJsonObject(node)) return [];
  const parts = Object.keys(node).flatMap((keyword): readonly Located[] => {
    const member = document.child(at, keyword);
    if (!member || keyword === '$defs') return [];
    if (single.has(keyword)) return [member];
    const isHolder = lists.has(keyword) || maps.has(keyword);
    return isHolder ? document.children(member).map((child) => child.at) : [];
  });
  const ref = toText(getOwn(node, '$ref'));
  const dynamic = toText(getOwn(node, '$dynamicRef'));
  const targets = [
    ref === undefined ? undefined : document.resolve(ref, at),
    dynamic === undefined ? undefined : document.resolveDynamic(dynamic, at),
  ];
  return [...parts, ...targets.filter((target) => target !== undefined)].filter((part) =>
    isJsonObject(part.node),
  );
}
