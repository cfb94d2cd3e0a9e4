import { getOwn, type JsonObject, toText } from '../../kernel/json.ts';
import { toUuid } from '../../kernel/random.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Call } from '../exchange/model.ts';
import type { Collection } from '../state/collection.ts';
import { toCollectionName } from '../state/state.ts';
import type { Target } from './_target.ts';

/** What decides about a new key. */
export interface KeyOptions {
  /** What the client sent, without what is the server's to say. */
  readonly given: JsonObject;
  readonly collection: Collection;
}

/**
 * The key of a new item: the client's where the identity is the client's to choose, else the next
 * number, or a UUID or text that is a function of seed, collection and position.
 */
export function toNewKey(call: Call, { ref }: Target, options: KeyOptions): string {
  const { identity, document } = ref.resource;
  const { given, collection } = options;
  const { property, schemas } = identity;
  const chosen = property && getOwn(given, property);
  if (typeof chosen === 'string' || typeof chosen === 'number') return String(chosen);
  const view = viewSchema(document, schemas);
  const { nextSequence, largestNumber } = collection;
  if (identity.type === 'integer') return String(Math.max(largestNumber + 1, view.minimum ?? 1));
  const place = toCollectionName(ref);
  const uuid = toUuid(call.seed, place, 'created', nextSequence);
  if (schemas.length === 0 || view.format === 'uuid') return uuid;
  const isFree = property === undefined && view.format === undefined && view.patterns.length === 0;
  if (isFree) return uuid;
  const made = call.compiled.api.generator.generate(schemas, {
    seed: call.seed,
    identity: `${place}created/${nextSequence}`,
    direction: 'response',
  });
  const text = toText(made);
  return text === undefined || text === '' || collection.get(text) ? uuid : text;
}
