import { completeValue } from '../../fixtures/complete.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import { Problem } from '../../kernel/problem.ts';
import { withMarkedOf } from '../../spec/access.ts';
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
    const given = isJsonPatch(call) ? toEdited(call, before) : toMerged(call, before);
    if (given instanceof Problem) return given;
    const broken = checkItem(call, before, given);
    if (broken) return broken;
    const value = toItem(call, { target, given, before });
    putItem(transaction, { target, sent: getRequestItem(call) }, value);
    return toReply(call, value);
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
  return withMarkedOf(document, schema, { mark: 'readOnly', value, before });
}

function toPatchProblem({ pointer, message }: PatchFault): Problem {
  const place = { part: 'body', instanceLocation: pointer, keywordLocation: '' } as const;
  const told = pointer === '' ? message : `In the patch, ${pointer}: ${message}`;
  const findings = [{ ...place, rule: 'json-patch', message: told }];
  return new Problem('body-invalid', told, { findings });
}

function toMerged(call: Call, before: JsonObject): JsonObject {
  const patch = withoutServerAssigned(call, getRequestItem(call));
  const merged = withNulls(call, mergePatch(before, patch));
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

/** A patch cannot say null, it removes; of a property that must be there null was meant. */
function withNulls(call: Call, merged: Json): Json {
  const { api, binding } = call.compiled;
  const schema = binding.resource?.schema;
  const fill = (places: readonly Located[]) =>
    viewSchema(api.document, places).types?.has('null') ? null : undefined;
  const options = { value: merged, path: '', fill, judge: api.replies };
  return schema ? completeValue(api.document, schema, options) : merged;
}

/** A patch that is valid by itself can still leave an item that is not; what was so before may stay. */
function checkItem(call: Call, before: JsonObject, merged: JsonObject): Problem | undefined {
  const { api, binding } = call.compiled;
  const validate = binding.resource?.schema && api.requests.for(binding.resource.schema);
  const violations = validate?.(merged) ?? [];
  if (!validate || violations.length === 0) return undefined;
  const known = new Set(validate(before).map(toPlace));
  const fresh = violations.filter((violation) => !known.has(toPlace(violation)));
  if (fresh.length === 0) return undefined;
  const findings = fresh.map((violation) => {
    const place = violation.instanceLocation === '' ? 'The item' : violation.instanceLocation;
    const message = `${place} after the patch ${violation.message}.`;
    return { part: 'body', ...violation, message } as const;
  });
  const detail = findings.map(({ message }) => message).join(' ');
  return new Problem('body-invalid', detail, { findings });
}

function toPlace({ instanceLocation, keywordLocation, message }: Violation): string {
  return [instanceLocation, keywordLocation, message].join('\n');
}
