import { completeValue } from '../../fixtures/complete.ts';
import type { Finding } from '../../kernel/finding.ts';
import { getOwn, isJsonObject, type Json, type JsonObject, toObject } from '../../kernel/json.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import { fromPointer, getAt } from '../../kernel/pointer.ts';
import { Problem } from '../../kernel/problem.ts';
import { withMarkedOf, withoutMarked } from '../../spec/access.ts';
import type { Located } from '../../spec/document.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Violation } from '../../spec/validation/validators.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import { toReply } from './_body.ts';
import { toConverted } from './_fit.ts';
import { toItem, withoutServerAssigned } from './_item.ts';
import { applyJsonPatch, type PatchFault } from './_json-patch.ts';
import { putItem } from './_make.ts';
import { getRequestItem } from './_request.ts';
import { checkParents, toNotFound, toTarget } from './_target.ts';

/** PATCH of an item: JSON Merge Patch (RFC 7396), or JSON Patch (RFC 6902) where that is sent. */
export const merge: Behaviour = {
  name: 'merge',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const before = transaction.get(target.ref, target.key)?.value;
    if (!before) return toNotFound(call, target, { code: 'item-not-found', transaction });
    const first = isJsonPatch(call) ? toEdited(call, before) : toMerged(call, before, mergePatch);
    if (first instanceof Problem) return first;
    const { given, findings } = toUnbroken(call, before, first);
    const kept = findings.length > 0 ? toKept(call, { before, merged: given, findings }) : given;
    if (!kept) return toRefusal(findings);
    const value = toItem(call, { target, given: kept, before });
    putItem(transaction, { target, sent: getRequestItem(call) }, value);
    const reply = toReply(call, value);
    return findings.length > 0 ? { ...reply, marks: findings.map(toMark) } : reply;
  },
};

function isJsonPatch({ request }: Call): boolean {
  return toMediaType(request.fields['content-type'] ?? '')?.subtype === 'json-patch+json';
}

function toEdited(call: Call, before: JsonObject): JsonObject | Problem {
  const outcome = applyJsonPatch(before, call.body ?? []);
  if (!('value' in outcome)) return toPatchProblem(outcome);
  if (!isJsonObject(outcome.value)) {
    return toPatchProblem({ pointer: '', message: 'The patch leaves no object.' });
  }
  const { document, schema } = call.compiled.binding.resource ?? {};
  const own = withoutServerAssigned(call, outcome.value);
  if (!document || !schema) return own;
  const assigned = call.compiled.assignments.map(({ property }) => property);
  const kept = Object.entries(before).filter(([name]) => assigned.includes(name));
  const value = { ...own, ...Object.fromEntries(kept) };
  return withMarkedOf(document, schema, { mark: 'readOnly', value, before, isCleared: true });
}

function toPatchProblem({ pointer, message }: PatchFault): Problem {
  const place = { part: 'body', instanceLocation: pointer, keywordLocation: '' } as const;
  const told = pointer === '' ? message : `In the patch, ${pointer}: ${message}`;
  const findings = [{ ...place, rule: 'json-patch', message: told }];
  return new Problem('body-invalid', told, { findings });
}

/** Where a member that is taken away breaks the item, null was meant, if that does not. */
function toUnbroken(call: Call, before: JsonObject, given: JsonObject) {
  const findings = findBroken(call, before, given);
  if (findings.length === 0 || !isOfAnother(call)) return { given, findings };
  const other = toMerged(call, before, mergeWithNulls);
  const isBetter = findBroken(call, before, other).length === 0;
  return isBetter ? { given: other, findings: [] } : { given, findings };
}

function toMerged(
  call: Call,
  before: JsonObject,
  apply: (target: Json, patch: Json) => Json,
): JsonObject {
  const patch = withoutServerAssigned(call, getRequestItem(call));
  const merged = withNulls(call, apply(before, patch));
  const { resource, takesWhole } = call.compiled.binding;
  const isOther = resource?.schema !== undefined && !takesWhole;
  const value = isOther ? toConverted(call.compiled.api, resource.schema, merged) : merged;
  return isJsonObject(value) ? value : before;
}

/** RFC 7396 §2: null removes a member, objects merge, everything else replaces. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const members = new Map<string, Json>(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) members.delete(name);
    else members.set(name, mergePatch(members.get(name), value));
  }
  return Object.fromEntries(members);
}

/** The same, but null is a value as any other. */
function mergeWithNulls(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const members = new Map<string, Json>(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    members.set(name, mergeWithNulls(members.get(name), value));
  }
  return Object.fromEntries(members);
}

/** A patch cannot say null, it removes; of a property that must be there null was meant. */
function withNulls(call: Call, merged: Json): Json {
  const { api, binding } = call.compiled;
  const schema = binding.resource?.schema;
  const fill = (places: readonly Located[]) =>
    viewSchema(api.document, places).types?.has('null') ? null : undefined;
  const options = { value: merged, path: '', fill, judge: api.replies };
  return schema ? completeValue(api.document, schema, options) : merged;
}

/** What of the item the patch would break; what was so before may stay. */
function findBroken(call: Call, before: JsonObject, merged: JsonObject): readonly Finding[] {
  const { api, binding } = call.compiled;
  const schema = binding.resource?.schema;
  if (!schema) return [];
  const validate = (value: JsonObject) => {
    if (!isOfAnother(call)) return api.requests.for(schema)(value);
    return api.replies.for(schema)(
      withoutMarked(api.document, schema, { mark: 'writeOnly', value }),
    );
  };
  const violations = validate(merged);
  if (violations.length === 0) return [];
  const known = new Set(validate(before).map(toPlace));
  const fresh = violations.filter((violation) => !known.has(toPlace(violation)));
  return fresh.map((violation) => {
    const place = violation.instanceLocation === '' ? 'The item' : violation.instanceLocation;
    const message = `${place} after the patch ${violation.message}.`;
    return { part: 'body', ...violation, message } as const;
  });
}

/** True for a patch by a schema of its own. */
function isOfAnother(call: Call): boolean {
  return !call.compiled.binding.takesWhole && !isJsonPatch(call);
}

function toRefusal(findings: readonly Finding[]): Problem {
  const detail = findings.map(({ message }) => message).join(' ');
  return new Problem('body-invalid', detail, { findings });
}

interface Breaking {
  readonly before: JsonObject;
  readonly merged: JsonObject;
  readonly findings: readonly Finding[];
}

/**
 * The merged item with the values from before where the new ones cannot be kept: a request may be
 * of another shape than the item, and tell nothing of its limits. Undefined where nobody but the
 * client is to blame: for a body of the item's own schema, for a JSON Patch, and for a null that
 * takes away what must be there.
 */
function toKept(call: Call, { before, merged, findings }: Breaking): JsonObject | undefined {
  if (!isOfAnother(call)) return undefined;
  const sent = getRequestItem(call);
  const takesAway = ({ rule, instanceLocation }: Finding) =>
    rule === 'required' && Object.values(toObject(getAt(sent, instanceLocation))).includes(null);
  if (findings.some(takesAway)) return undefined;
  const shape = findings.filter(({ rule }) => rule !== 'required');
  const kept = shape.reduce<Json>(
    (value, { instanceLocation }) => withOld(value, before, fromPointer(instanceLocation)),
    merged,
  );
  return toObject(kept);
}

/** The value with what was at a place before; a list is one thing, and what was not there goes. */
function withOld(value: Json, before: Json, [first, ...rest]: readonly string[]): Json {
  if (first === undefined || !isJsonObject(value) || !isJsonObject(before)) return value;
  const [next, old] = [getOwn(value, first), getOwn(before, first)];
  const members = new Map<string, Json>(Object.entries(value));
  const isInside = rest.length > 0 && isJsonObject(next) && isJsonObject(old);
  if (isInside) members.set(first, withOld(next, old, rest));
  else if (old !== undefined) members.set(first, old);
  else members.delete(first);
  return Object.fromEntries(members);
}

function toMark(finding: Finding): Finding {
  return { ...finding, message: `${finding.message} What it cannot be was not kept.` };
}

function toPlace({ instanceLocation, keywordLocation, message }: Violation): string {
  return [instanceLocation, keywordLocation, message].join('\n');
}
