import { getOwn, type Json, type JsonObject, toText } from '../../kernel/json.ts';
import { memoise, memoiseEach } from '../../kernel/memo.ts';
import { Stem } from '../../kernel/random.ts';
import { toNameKey, toWords } from '../../kernel/words.ts';
import { collectProperties } from '../../spec/choice.ts';
import { isOpaque, toKey } from '../../spec/identity.ts';
import { readPropertyKeys } from '../../spec/property-keys.ts';
import type { IdentityPart, Resource } from '../../spec/resource.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Call } from '../exchange/model.ts';
import type { Collection } from '../state/collection.ts';
import { type CollectionRef, toCollectionName } from '../state/state.ts';
import type { Target } from './_target.ts';

/** What decides about a new key. */
export interface KeyOptions {
  /** What the client sent, without what is the server's to say. */
  readonly given: JsonObject;
  readonly collection: Collection;
}

/**
 * The key of a new item: the client's where the identity is the client's to choose, else the next
 * number, or a UUID or text that is a function of seed, collection and position. Of an identity of
 * several parts, the item below which it is made may be one.
 */
export function toNewKey(call: Call, target: Target, options: KeyOptions): string {
  const { parts } = target.ref.resource.identity;
  return toKey(
    parts.map((part, index) => {
      const chosen =
        findChosen(part, options.given) ?? findNamed(part, options.given, target.ref.resource);
      if (chosen !== undefined) return chosen;
      const isLast = index === parts.length - 1;
      if (!isLast && target.link) return target.link.key;
      return toNewPart(call, target, { ...options, part });
    }),
  );
}

/** What the client wrote where the identity stands. */
function findChosen({ path }: IdentityPart, given: JsonObject): string | undefined {
  let value: Json | undefined = path && given;
  for (const name of path ?? []) value = getOwn(value, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** What the new identities of a collection have in common. */
const toStem = memoiseEach(4, (ref: CollectionRef, seed: string) =>
  Stem.of([seed, toCollectionName(ref), 'created']),
);
/**
 * What the client calls as the path does: `{ "role_id": "r1" }`, sent to where `{role_id}` names the
 * items, adds what is known elsewhere by that name. A property of the items says something else.
 */
function findNamed(part: IdentityPart, given: JsonObject, resource: Resource): string | undefined {
  const names = readNames(resource).get(part);
  if (names === undefined) return undefined;
  for (const name of Object.keys(given)) {
    const value = names.has(toNameKey(name)) ? getOwn(given, name) : undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}

/** What a body may call each part of an identity, in one spelling, where items do not call anything so. */
const readNames = memoise(({ document, schema, identity }: Resource) => {
  const own = schema ? readPropertyKeys(collectProperties(document, schema)) : new Map();
  const named = identity.parts.flatMap((part): [IdentityPart, ReadonlySet<string>][] => {
    const { parameter } = part;
    if (parameter === undefined || !schema) return [];
    const names = [toNameKey(parameter), toThing(parameter)];
    const free = names.filter((name) => name !== '' && !own.has(name));
    return free.length > 0 ? [[part, new Set(free)]] : [];
  });
  return new Map(named);
});

/** What a parameter names that takes one of several names of a thing: a `role` for `roleIdOrLabel`. */
function toThing(parameter: string): string {
  const words = toWords(parameter);
  const or = words.indexOf('or');
  return or < 2 ? '' : words.slice(0, or - 1).join('');
}

interface PartOptions extends KeyOptions {
  readonly part: IdentityPart;
}

function toNewPart(call: Call, { ref }: Target, { part, collection }: PartOptions): string {
  const { document } = ref.resource;
  const { path, type, schemas, isCounted } = part;
  const view = viewSchema(document, schemas);
  const { nextSequence, largestNumber } = collection;
  if (type === 'integer' || isCounted)
    return String(Math.max(largestNumber + 1, view.minimum ?? 1));
  const place = toCollectionName(ref);
  const uuid = toStem(ref, call.seed).uuid(nextSequence);
  if (schemas.length === 0 || view.format === 'uuid') return uuid;
  const isPlain = path === undefined || (isOpaque(part) && view.maxLength === undefined);
  const isFree = isPlain && view.format === undefined && view.patterns.length === 0 && !view.values;
  if (isFree) return uuid;
  const made = call.compiled.api.generator.generate(schemas, {
    seed: call.seed,
    identity: `${place}created/${nextSequence}`,
    direction: 'response',
  });
  const text = toText(made);
  return text === undefined || text === '' || collection.get(text) ? uuid : text;
}
