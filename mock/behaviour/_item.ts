import { completeValue } from '../../fixtures/complete.ts';
import { getOwn, isJsonObject, type Json, type JsonObject, toText } from '../../kernel/json.ts';
import { toUuid } from '../../kernel/random.ts';
import { withoutMarked } from '../../spec/access.ts';
import type { Located } from '../../spec/document.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Assignment, Call } from '../exchange/model.ts';
import type { Collection } from '../state/collection.ts';
import { toCollectionKey } from '../state/state.ts';
import type { Target } from './_target.ts';
import { toAssigned, toIdentityValue } from './assignment.ts';

/** How an item comes about. */
export interface ItemDraft {
  readonly target: Target;
  /** What the client sent, readOnly properties included. */
  readonly sent: JsonObject;
  /** The item as it was; absent when it is new. */
  readonly before?: JsonObject;
}

/** What the client sent without what is the server's to say. */
export function withoutServerAssigned(call: Call, sent: JsonObject): JsonObject {
  const { api, assignments, binding } = call.compiled;
  const schema = binding.resource?.schema;
  const assigned = new Set(assignments.map(({ property }) => property));
  const kept = Object.fromEntries(Object.entries(sent).filter(([name]) => !assigned.has(name)));
  if (!schema) return kept;
  const clean = withoutMarked(api.document, schema, { mark: 'readOnly', value: kept });
  return isJsonObject(clean) ? clean : kept;
}

/**
 * The whole item: what the client may say, identity, server-assigned values, defaults, and what
 * else the schema requires, in the order the schema declares its properties.
 */
export function toItem(call: Call, { target, sent, before }: ItemDraft): JsonObject {
  const { document } = call.compiled.api;
  const { resource } = target.ref;
  const draft = new Map<string, Json>(Object.entries(withoutServerAssigned(call, sent)));
  addIdentity(draft, target);
  for (const assignment of call.compiled.assignments)
    assign(draft, call, { assignment, target, before });
  if (!resource.schema) return Object.fromEntries(draft);
  if (!before) addDefaults(draft, call, resource.schema);
  const fill = (schema: readonly Located[], path: string) =>
    generate(call, target, { schema, path });
  const complete = completeValue(document, resource.schema, {
    value: Object.fromEntries(draft),
    path: '',
    fill,
  });
  return isJsonObject(complete) ? inSchemaOrder(call, resource.schema, complete) : {};
}

function addIdentity(draft: Map<string, Json>, { ref, key }: Target): void {
  const { document, schema, identity } = ref.resource;
  if (identity.property === undefined || !schema) return;
  const places = viewSchema(document, schema).properties.get(identity.property) ?? [];
  draft.set(identity.property, toIdentityValue(viewSchema(document, places), key));
}

interface Assigning {
  readonly assignment: Assignment;
  readonly target: Target;
  readonly before: JsonObject | undefined;
}

function assign(
  draft: Map<string, Json>,
  call: Call,
  { assignment, target, before }: Assigning,
): void {
  const kept = assignment.on === 'create' && before && getOwn(before, assignment.property);
  const value = kept
    ? kept
    : toAssigned(call.compiled.api.document, assignment, {
        now: call.clock.now(),
        actor: call.actor,
        key: target.key,
        generate: (schema, path) => generate(call, target, { schema, path }),
      });
  if (value !== undefined) draft.set(assignment.property, value);
}

function addDefaults(draft: Map<string, Json>, call: Call, schema: Located): void {
  const { document } = call.compiled.api;
  for (const [name, places] of viewSchema(document, schema).properties) {
    if (draft.has(name)) continue;
    for (const { node } of viewSchema(document, places).sources) {
      const value = getOwn(node, 'default');
      if (value !== undefined && !draft.has(name)) draft.set(name, value);
    }
  }
}

function generate(
  call: Call,
  { ref, key }: Target,
  { schema, path }: { readonly schema: readonly Located[]; readonly path: string },
): Json | undefined {
  const identity = `${toCollectionKey(ref)}${key}${path}`;
  return call.compiled.api.generator.generate(schema, {
    seed: call.seed,
    identity,
    direction: 'response',
  });
}

function inSchemaOrder(call: Call, schema: Located, value: JsonObject): JsonObject {
  const declared = viewSchema(call.compiled.api.document, schema).properties;
  const names = [...declared.keys()].filter((name) => Object.hasOwn(value, name));
  const extra = Object.keys(value).filter((name) => !declared.has(name));
  return Object.fromEntries([...names, ...extra].map((name) => [name, value[name] ?? null]));
}

/**
 * The key of a new item: the client's where the identity is the client's to choose, else the next
 * number, or a UUID or text that is a function of seed, collection and position.
 */
export function toNewKey(call: Call, target: Target, options: KeyOptions): string {
  const { ref } = target;
  const { identity, schema, document } = ref.resource;
  const chosen = identity.property && getOwn(options.sent, identity.property);
  if (typeof chosen === 'string' || typeof chosen === 'number') return String(chosen);
  const { nextSequence, largestNumber } = options.collection;
  if (identity.type === 'integer') return String(largestNumber + 1);
  const place = toCollectionKey(ref);
  const uuid = toUuid(call.seed, place, 'created', nextSequence);
  const property = identity.property;
  const places =
    property && schema ? viewSchema(document, schema).properties.get(property) : undefined;
  if (!places || viewSchema(document, places).format === 'uuid') return uuid;
  const identityText = `${place}created/${nextSequence}`;
  const made = call.compiled.api.generator.generate(places, {
    seed: call.seed,
    identity: identityText,
    direction: 'response',
  });
  const text = toText(made);
  return text === undefined || options.collection.get(text) ? uuid : text;
}

/** What decides about a new key. */
export interface KeyOptions {
  /** What the client sent, without what is the server's to say. */
  readonly sent: JsonObject;
  readonly collection: Collection;
}
