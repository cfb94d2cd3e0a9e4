import { getOwn, isJsonArray, isJsonObject, type Json, typeOf } from '../../kernel/json.ts';

/**
 * True when a value has the form of another: the same types, at least its members, and a list where
 * it has a list, empty where it is empty.
 */
export function isLike(actual: Json | undefined, wanted: Json): boolean {
  if (actual === undefined) return false;
  if (isJsonArray(wanted)) {
    if (!isJsonArray(actual) || (wanted.length === 0) !== (actual.length === 0)) return false;
    const common = toCommon(wanted);
    return common === undefined || actual.every((item) => isLike(item, common));
  }
  if (isJsonObject(wanted)) {
    const members = Object.entries(wanted);
    return (
      isJsonObject(actual) && members.every(([name, one]) => isLike(getOwn(actual, name), one))
    );
  }
  return toKind(actual) === toKind(wanted);
}

/**
 * What the items of a list have in common, with the values of the first: the members that each has,
 * in the form that each has. Undefined when they are of different kinds, or when there is none.
 */
export function toCommon(items: readonly Json[]): Json | undefined {
  const [first, ...others] = items;
  if (first === undefined || others.some((item) => toKind(item) !== toKind(first)))
    return undefined;
  if (!isJsonObject(first)) return first;
  const members = Object.keys(first).flatMap((name): [string, Json][] => {
    const values = items.map((item) => getOwn(item, name));
    const present = values.filter((value) => value !== undefined);
    const common = present.length === items.length ? toCommon(present) : undefined;
    return common === undefined ? [] : [[name, common]];
  });
  return Object.fromEntries(members);
}

/** The JSON type; an integer is a number, since others of its kind may have a fraction. */
function toKind(value: Json): string {
  const type = typeOf(value);
  return type === 'integer' ? 'number' : type;
}
