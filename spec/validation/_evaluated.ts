import { getOwn, isJsonArray, isJsonObject, type Json, toText } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import { readPattern } from '../pattern/pattern.ts';
import type { Bench } from './_bench.ts';

/** What some schemas have had a say in (JSON Schema 2020-12 §11). */
interface Marks {
  readonly names: Set<string>;
  readonly indices: Set<number>;
  allNames: boolean;
  allItems: boolean;
}

type Mark = (value: Json, marks: Marks) => void;

/** The members that a schema, and all that it applies to the same value, leaves unevaluated. */
export type FindUnevaluated = (value: Json) => {
  readonly names: readonly string[];
  readonly indices: readonly number[];
};

/** Reads a schema with `unevaluatedProperties` or `unevaluatedItems`, once for all values. */
export function compileUnevaluated(at: Located, bench: Bench): FindUnevaluated {
  const mark = compile(at, { bench, trail: [] });
  return (value) => {
    const marks = { names: new Set<string>(), indices: new Set<number>(), ...unmarked };
    mark(value, marks);
    const names = isJsonObject(value) && !marks.allNames ? Object.keys(value) : [];
    const indices = isJsonArray(value) && !marks.allItems ? [...value.keys()] : [];
    return {
      names: names.filter((name) => !marks.names.has(name)),
      indices: indices.filter((index) => !marks.indices.has(index)),
    };
  };
}

const unmarked = { allNames: false, allItems: false } as const satisfies Partial<Marks>;

interface Compiling {
  readonly bench: Bench;
  /** The schemas round this one that apply to the same value; the outermost asks. */
  readonly trail: readonly Json[];
}

function compile(at: Located, { bench, trail }: Compiling): Mark {
  if (!isJsonObject(at.node) || trail.includes(at.node)) return () => {};
  const inner = { bench, trail: [...trail, at.node] };
  const below = (keyword: string) => {
    const holder = bench.document.child(at, keyword);
    return holder ? bench.document.children(holder) : [];
  };
  const steps: Mark[] = [
    ...markNames(at, bench, trail.length === 0),
    ...markItems(at, bench, trail.length === 0),
    ...below('allOf').map((member) => compile(member.at, inner)),
    ...getTargets(at, bench).map((target) => compile(target, inner)),
    ...[...below('anyOf'), ...below('oneOf')].map((member) => markIf(member.at, inner)),
    ...markCases(at, inner),
    ...below('dependentSchemas').map(({ name, at: member }): Mark => {
      const mark = compile(member, inner);
      return (value, marks) => getOwn(value, name) !== undefined && mark(value, marks);
    }),
  ];
  return (value, marks) => {
    for (const step of steps) step(value, marks);
  };
}

function getTargets(at: Located, { document }: Bench): Located[] {
  const ref = toText(getOwn(at.node, '$ref'));
  const dynamic = toText(getOwn(at.node, '$dynamicRef'));
  const target = ref === undefined ? undefined : document.resolve(ref, at);
  const bound = dynamic === undefined ? undefined : document.resolveDynamic(dynamic, at);
  return [target, bound].filter((one) => one !== undefined);
}

function markNames(at: Located, { document }: Bench, isOutermost: boolean): Mark[] {
  const has = (keyword: string) => getOwn(at.node, keyword) !== undefined;
  if (has('additionalProperties') || (!isOutermost && has('unevaluatedProperties'))) {
    return [markAllNames];
  }
  const names = (keyword: string) => {
    const holder = document.child(at, keyword);
    return holder ? document.children(holder).map(({ name }) => name) : [];
  };
  const declared = new Set(names('properties'));
  const patterns = names('patternProperties').map(readPattern);
  if (declared.size + patterns.length === 0) return [];
  const isMarked = (name: string) =>
    declared.has(name) || patterns.some((pattern) => pattern.test(name));
  const mark: Mark = (value, marks) => {
    if (!isJsonObject(value)) return;
    for (const name of Object.keys(value)) if (isMarked(name)) marks.names.add(name);
  };
  return [mark];
}

const markAllNames: Mark = (_, marks) => {
  marks.allNames = true;
};

const markAllItems: Mark = (_, marks) => {
  marks.allItems = true;
};

function markItems(at: Located, { document, below }: Bench, isOutermost: boolean): Mark[] {
  const has = (keyword: string) => getOwn(at.node, keyword) !== undefined;
  if (has('items') || (!isOutermost && has('unevaluatedItems'))) {
    return [markAllItems];
  }
  const prefix = getOwn(at.node, 'prefixItems');
  const count = isJsonArray(prefix) ? prefix.length : 0;
  const contained = document.child(at, 'contains');
  if (count === 0 && !contained) return [];
  const isContained = contained && below(contained);
  const mark: Mark = (value, marks) => {
    if (!isJsonArray(value)) return;
    for (const [index, item] of value.entries()) {
      if (index < count || isContained?.(item).length === 0) marks.indices.add(index);
    }
  };
  return [mark];
}

/** A branch counts for the values that satisfy it. */
function markIf(at: Located, compiling: Compiling): Mark {
  const mark = compile(at, compiling);
  const validate = compiling.bench.inPlace(at);
  return (value, marks) => validate(value).length === 0 && mark(value, marks);
}

function markCases(at: Located, compiling: Compiling): Mark[] {
  const { document, inPlace } = compiling.bench;
  const condition = document.child(at, 'if');
  if (!condition) return [];
  const toMark = (place: Located | undefined) => (place ? compile(place, compiling) : () => {});
  const whether = toMark(condition);
  const then = toMark(document.child(at, 'then'));
  const otherwise = toMark(document.child(at, 'else'));
  const validate = inPlace(condition);
  const mark: Mark = (value, marks) => {
    if (validate(value).length > 0) return otherwise(value, marks);
    whether(value, marks);
    then(value, marks);
  };
  return [mark];
}
