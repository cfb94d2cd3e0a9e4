import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import { getRequestItem, toReply } from './_body.ts';
import { toItem, withoutServerAssigned } from './_item.ts';
import { checkParents, toNotFound, toTarget } from './_target.ts';

/** PATCH of an item as JSON Merge Patch (RFC 7396). */
export const merge: Behaviour = {
  name: 'merge',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const before = transaction.get(target.ref, target.key)?.value;
    if (!before) return toNotFound(call, target, { code: 'item-not-found', transaction });
    const patch = withoutServerAssigned(call, getRequestItem(call));
    const merged = mergePatch(before, patch);
    const sent = isJsonObject(merged) ? merged : before;
    const broken = checkRequired(call, sent);
    if (broken) return broken;
    const value = toItem(call, { target, sent, before });
    transaction.replace(target.ref, { key: target.key, value });
    return toReply(call, value);
  },
};

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

/** A patch that is valid by itself can still leave an item that is not. */
function checkRequired(call: Call, merged: JsonObject): Problem | undefined {
  const { api, binding } = call.compiled;
  const schema = binding.resource?.schema;
  const violations = schema ? api.requests.for(schema)(merged) : [];
  if (violations.length === 0) return undefined;
  const findings = violations.map((violation) => {
    const place = violation.instanceLocation === '' ? 'The item' : violation.instanceLocation;
    const message = `${place} after the patch ${violation.message}.`;
    return { part: 'body', ...violation, message } as const;
  });
  const detail = findings.map(({ message }) => message).join(' ');
  return new Problem('body-invalid', detail, { findings });
}
