import { isEqual, isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Reply } from './model.ts';
import type { Answered } from './passage.ts';

/**
 * True when an outcome tells what the one before told, so that its response is proven and written
 * already: after a change elsewhere in a collection most of what is read again is the same. Stored
 * items are the same when they are the same instances; nothing is looked into twice.
 */
export function isSameOutcome(before: Answered, now: Reply | Problem): boolean {
  const then = before.outcome;
  if (then === now) return true;
  if (isProblem(then) || isProblem(now)) {
    return isProblem(then) && isProblem(now) && isSameProblem(then, now);
  }
  // One that was mended, marked or withheld goes the whole way again.
  const isPlain = !before.problem && before.findings.length === 0 && !now.marks && !now.problem;
  return isPlain && before.response.status === now.status && isSameReply(then, now);
}

function isSameProblem(then: Problem, now: Problem): boolean {
  const isSame = then.code === now.code && then.status === now.status && then.detail === now.detail;
  return (
    isSame &&
    then.label === now.label &&
    isSameFields(then.fields, now.fields) &&
    then.findings.length === now.findings.length &&
    then.findings.every((finding, index) => isAlike(finding, now.findings[index] ?? {}))
  );
}

/** By their members, which are texts and numbers. */
function isAlike(a: object, b: object): boolean {
  const [own, other] = [Object.entries(a), new Map(Object.entries(b))];
  return own.length === other.size && own.every(([name, value]) => other.get(name) === value);
}

function isSameReply(then: Reply, now: Reply): boolean {
  const [a, b] = [then.content, now.content];
  if (then.status !== now.status || !isSameFields(then.fields, now.fields)) return false;
  if (!a || !b) return a === b;
  if (a.mediaType !== b.mediaType || !a.kept || a.kept !== b.kept) return false;
  return isSameValue(a.value, b.value, a.kept);
}

function isSameFields(then: Reply['fields'], now: Reply['fields']): boolean {
  if (then === now) return true;
  return (
    then.length === now.length &&
    then.every(([name, value], index) => name === now[index]?.[0] && value === now[index]?.[1])
  );
}

/** `path` leads to what is stored. */
function isSameValue(a: Json, b: Json, path: readonly string[], depth = 0): boolean {
  if (a === b) return true;
  const next = path[depth];
  if (next === undefined) {
    if (!isJsonArray(a) || !isJsonArray(b)) return false;
    return a.length === b.length && a.every((item, index) => item === b[index]);
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = Object.keys(a);
  const others = Object.keys(b);
  return (
    names.length === others.length &&
    names.every((name, index) => {
      if (name !== others[index]) return false;
      const [one, other] = [a[name] ?? null, b[name] ?? null];
      return name === next ? isSameValue(one, other, path, depth + 1) : isEqual(one, other);
    })
  );
}
