import { completeValue, withDefaults } from '../../fixtures/complete.ts';
import { getOwn, isJsonObject, type Json, type JsonObject, toObject } from '../../kernel/json.ts';
import { memoise, memoiseEach } from '../../kernel/memo.ts';
import { withMarkedOf, withoutMarked, withUnmarked } from '../../spec/access.ts';
import { readAncestorValues, readLinkValues } from '../../spec/ancestors.ts';
import { admitsNull, collectProperties, settleSchema } from '../../spec/choice.ts';
import type { Located } from '../../spec/document.ts';
import { fromKey, withKey } from '../../spec/identity.ts';
import type { Assignment, Call, CompiledOperation } from '../exchange/model.ts';
import { toCollectionName } from '../state/state.ts';
import { toFitting } from './_fit.ts';
import { isOfKinds, makeByPlan, planItem } from './_item-plan.ts';
import type { Target } from './_target.ts';
import { toAssigned } from './assignment.ts';

/** How an item comes about. */
export interface ItemDraft {
  readonly target: Target;
  /** What the client may say of it. */
  readonly given: JsonObject;
  /** The item as it was; absent when it is new. */
  readonly before?: JsonObject;
}

/**
 * What the client sent without what is the server's to say. Where the request's own schema lets the
 * client say it, it is the client's.
 */
export function withoutServerAssigned({ compiled }: Call, sent: JsonObject): JsonObject {
  if (hasKinds(compiled)) return withoutAssigned(compiled, sent);
  const kept: Record<string, Json> = {};
  for (const name of Object.keys(sent)) {
    const value = sent[name];
    if (typeof value === 'object' && value !== null) return withoutAssigned(compiled, sent);
    if (value !== undefined && isClients(compiled, name)) kept[name] = value;
  }
  return kept;
}

/** Whether an item may be of several kinds, so that one value decides what another may be. */
const hasKinds = memoise(({ binding }: CompiledOperation) => {
  const { document, schema } = binding.resource ?? {};
  return schema !== undefined && document !== undefined && isOfKinds(document, schema);
});

/** Whether a property of the item itself is the client's to say, as long as it is no object. */
const isClients = memoiseEach(100, (compiled: CompiledOperation, name: string) =>
  Object.hasOwn(withoutAssigned(compiled, Object.fromEntries([[name, null]])), name),
);

function withoutAssigned(compiled: CompiledOperation, sent: JsonObject): JsonObject {
  const { api, assignments, binding } = compiled;
  const schema = binding.resource?.schema;
  const own = assignments.filter(({ yields }) => !yields);
  const assigned = new Set(own.map(({ property }) => property));
  const kept = Object.fromEntries(Object.entries(sent).filter(([name]) => !assigned.has(name)));
  if (!schema) return kept;
  const { document } = api;
  const clean = withoutMarked(document, schema, { mark: 'readOnly', value: kept });
  if (clean === kept || !isJsonObject(clean)) return kept;
  const { requestItem, takesWhole } = binding;
  if (!requestItem || takesWhole) return clean;
  const options = { mark: 'readOnly', value: clean, whole: kept } as const;
  return toObject(withUnmarked(document, requestItem, options));
}

/** A new item out of what a client sent of it: by its plan where there is one, which is the same. */
export function toNewItem(call: Call, draft: Omit<ItemDraft, 'before'>): JsonObject {
  const { target, given } = draft;
  const { api, binding } = call.compiled;
  const plan = target.link ? undefined : planItem(call.compiled);
  const planned =
    plan &&
    makeByPlan(plan, draft, {
      assign: (assignment) => toValue(call, { target, before: undefined }, assignment),
      fill: (schema, path) => generate(call, target, { schema, path }),
    });
  const { schema } = target.ref.resource;
  if (!planned || !schema) return toWholeItem(call, { target, given });
  const isFit = binding.takesWhole || toFitting(api, schema, planned) === planned;
  return isFit ? planned : toWholeItem(call, { target, given });
}

/** A whole item out of what a client sent of it: defaults, and readOnly values as they were. */
export function toWholeItem(call: Call, draft: ItemDraft): JsonObject {
  const { document, schema } = draft.target.ref.resource;
  const { given, before } = draft;
  if (!schema) return toItem(call, draft);
  const restoring = { value: given, before: before ?? {}, isCleared: true };
  const whole = withDefaults(document, schema, {
    value: withMarkedOf(document, schema, { mark: 'readOnly', ...restoring }),
    judge: call.compiled.api.replies,
  });
  return toItem(call, { ...draft, given: isJsonObject(whole) ? whole : given });
}

/**
 * The item: what is given, identity, server-assigned values, and what else the schema requires, in
 * the order the schema declares its properties.
 */
export function toItem(call: Call, { target, given, before }: ItemDraft): JsonObject {
  const { document, schema, identity, isValue } = target.ref.resource;
  if (!schema || isValue) return given;
  const draft = new Map<string, Json>(Object.entries(withKey(identity, given, target.key)));
  const { properties } = settleSchema(document, schema, Object.fromEntries(draft));
  assign(draft, call, { target, given, before, properties });
  for (const [name, value] of toPathValues(target)) {
    if (properties.has(name) && !Object.hasOwn(given, name)) draft.set(name, value);
  }
  const fill = (places: readonly Located[], path: string) =>
    generate(call, target, { schema: places, path });
  const complete = (value: Json) => {
    const whole = completeValue(document, schema, {
      value,
      path: '',
      fill,
      judge: call.compiled.api.replies,
    });
    return isJsonObject(whole) ? toKept(call, schema, whole) : {};
  };
  const item = complete(Object.fromEntries(draft));
  if (call.compiled.binding.takesWhole) return item;
  const fitting = toFitting(call.compiled.api, schema, item);
  return fitting === item ? item : complete(fitting ?? {});
}

/** What the path says of the item beside its identity: its ancestors, and below what it is seen. */
function* toPathValues({ ref, link }: Target): Generator<readonly [name: string, value: Json]> {
  yield* readAncestorValues(ref.resource, ref.parents);
  if (!link) return;
  const above = [...link.ref.parents, ...fromKey(link.key, link.ref.resource.arity)];
  yield* readLinkValues(ref.resource, link.view, above);
}

interface Assigning {
  readonly target: Target;
  readonly given: JsonObject;
  readonly before: JsonObject | undefined;
  /** What this item may have: of a choice, only the properties of its branch. */
  readonly properties: ReadonlyMap<string, unknown>;
}

function assign(draft: Map<string, Json>, call: Call, assigning: Assigning): void {
  const { target, given, before, properties } = assigning;
  for (const assignment of call.compiled.assignments) {
    const { property, on, source } = assignment;
    if (!properties.has(property)) continue;
    const told = assignment.yields ? getOwn(given, property) : undefined;
    if (told !== undefined && told !== getOwn(before, property)) continue;
    const isKept = before && on === 'create' && source !== 'identity';
    const value = isKept ? getOwn(before, property) : toValue(call, { target, before }, assignment);
    if (value !== undefined) draft.set(property, value);
  }
}

function toValue(
  call: Call,
  { target, before }: Pick<Assigning, 'target' | 'before'>,
  assignment: Assignment,
): Json | undefined {
  return toAssigned(call.compiled.api, assignment, {
    now: call.clock.now(),
    actor: call.actor,
    key: target.key,
    before: getOwn(before, assignment.property),
    generate: (schema, path) => generate(call, target, { schema, path }),
  });
}

/** What nobody has said yet is null where it may be beyond doubt. */
function generate(
  call: Call,
  { ref, key }: Target,
  { schema, path }: { readonly schema: readonly Located[]; readonly path: string },
): Json | undefined {
  const { api } = call.compiled;
  if (admitsNull(api.document, schema)) return null;
  const identity = `${toCollectionName(ref)}${key}${path}`;
  return api.generator.generate(schema, { seed: call.seed, identity, direction: 'response' });
}

/**
 * In the order of the schema, without what the schema rules out and without what the document
 * declares in requests only: nobody could ever see that again.
 */
function toKept(call: Call, schema: Located, value: JsonObject): JsonObject {
  const { api, binding } = call.compiled;
  const { properties, additional, patternProperties } = settleSchema(api.document, schema, value);
  const declared = collectProperties(api.document, schema);
  const asked = binding.requestItem && collectProperties(api.document, binding.requestItem);
  const isClosed = additional === false && patternProperties.size === 0;
  const isForeign = (name: string) => isClosed || (asked?.has(name) && !declared.has(name));
  const names = [...properties.keys()].filter((name) => Object.hasOwn(value, name));
  const extra = Object.keys(value).filter((name) => !properties.has(name));
  const kept = properties.size > 0 ? extra.filter((name) => !isForeign(name)) : extra;
  return Object.fromEntries([...names, ...kept].map((name) => [name, value[name] ?? null]));
}
