import type { JsonObject } from '../../kernel/json.ts';
import { type Links, readLinks } from '../../spec/relations.ts';
import type { Call } from '../exchange/model.ts';
import type { Transaction } from '../state/transaction.ts';
import { toNewItem } from './_item.ts';
import type { Target } from './_target.ts';

/** What a new item is made of. */
export interface Making {
  readonly target: Target;
  /** What the client may say of it. */
  readonly given: JsonObject;
  /** Everything that the client sent. */
  readonly sent: JsonObject;
}

/** Makes an item under the target's key, which must be free, and puts it into the collection. */
export function makeItem(call: Call, transaction: Transaction, making: Making): JsonObject {
  const { target, given } = making;
  const value = toNewItem(call, { target, given });
  const links = toLinks(making, value);
  transaction.add(target.ref, { key: target.key, value, ...(links && { links }) });
  return value;
}

/** Puts a changed item in the place of the one before. */
export function putItem(
  transaction: Transaction,
  { target, sent }: Pick<Making, 'target' | 'sent'>,
  value: JsonObject,
): void {
  const before = transaction.get(target.ref, target.key)?.links;
  const fresh = readLinks(target.ref.resource, sent);
  const isLinked = Object.keys(fresh).length > 0;
  const links = isLinked ? { links: { ...before, ...fresh } } : {};
  transaction.replace(target.ref, { key: target.key, value, ...links });
}

/** Below which items the new one is seen: by its path, and by what is written in it. */
function toLinks({ target, sent }: Making, value: JsonObject): Links | undefined {
  const { resource } = target.ref;
  if (resource.views.length === 0) return undefined;
  const { link } = target;
  const own = link ? { [link.view.id]: [link.text] } : {};
  return { ...readLinks(resource, { ...value, ...sent }), ...own };
}
