// @ts-check
import { isFine } from './_asker.mjs';
import { readAs, toPlace } from './_find-item.mjs';
import { findIdentities } from './_identity.mjs';
import { isSame } from './_json.mjs';
import { readAll } from './_lists.mjs';
import { readTemplate } from './_request-path.mjs';

/** @typedef {import('./_asker.mjs').Asker} Asker */
/** @typedef {import('./_asker.mjs').Known} Known */
/** @typedef {import('./_find-item.mjs').Found} Found */

/**
 * A new item whose name no reply tells: what a list shows after it was made, and not before.
 * Undefined when that cannot be looked at.
 * @param {Asker} asker
 * @param {{ create: Known, read: Known | undefined, remove: Known | undefined, list: Known }} known
 * @returns {Promise<Found | undefined>}
 */
export async function findUntold(asker, { create, read, remove, list }) {
  // A list that must be told what it is of does not show all.
  const isWhole = list.operation.parameters.every((one) => one.in !== 'query' || !one.required);
  if (!isWhole) return undefined;
  const target = await asker.host.findTarget(create.index);
  const texts = [
    ...(readTemplate(create.operation.path, target?.split('?', 1)[0] ?? '')?.values() ?? []),
  ];
  const before = await readAll(asker, list, texts);
  const made = before && (await asker.ask(create, { salt: ' again' }));
  const after = made && isFine(made.reply) ? await readAll(asker, list, texts) : undefined;
  if (!before || !made || !after) return undefined;
  const [entry] = after.filter((one) => !before.some((other) => isSame(one, other)));
  if (!entry) return { wrong: 'the reply to create tells no name, and the list shows nothing new' };
  const making = { made, create, read, remove };
  const { template, toPath } = toPlace(making);
  const identities = findIdentities(nowhere, entry, template).filter(({ isSure }) => isSure);
  const [first] = identities;
  if (!first) {
    return { untold: 'neither the reply to create nor the list says how the item is called' };
  }
  for (const identity of identities) {
    const found = await readAs(asker, making, identity);
    if (found && 'item' in found) return found;
  }
  const path = read ? '' : toPath(first);
  return { item: { identity: first, path, isStored: true, sent: made.sent, shown: entry } };
}

const nowhere = { status: 200, headers: {}, body: Buffer.alloc(0) };
