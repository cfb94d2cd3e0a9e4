import { getOwn, toText } from '../kernel/json.ts';
import type { FaultList } from './_fault-list.ts';
import { checkOverride } from './check-override.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { GivenOverride } from './override.ts';
import { listCollections, toOverrideGround } from './override-ground.ts';
import { listOperations } from './path-item.ts';

/** Warns of mistakes in the `x-mock` of the document, of its paths and of its operations. */
export function checkOverrides(document: OpenApiDocument, faults: FaultList): void {
  const paths = document.child(document.root, 'paths');
  const items = paths ? document.children(paths) : [];
  const collections = listCollections(items.map(({ name }) => name));
  const check = (owner: Located, more: Omit<GivenOverride, 'value' | 'collections'>) => {
    const at = document.child(owner, 'x-mock');
    if (!at) return;
    for (const fault of checkOverride({ ...more, value: at.node, collections })) {
      const place = { ...at, pointer: at.pointer + fault.pointer };
      faults.warn(place, fault.message, fault.mend);
    }
  };
  if (getOwn(document.root.node, 'x-mock') !== undefined) {
    check(document.root, { place: 'document', ...toOverrideGround(document) });
  }
  for (const { name, at } of items) {
    const item = name.startsWith('/') ? document.follow(at) : undefined;
    if (!item) continue;
    check(item, { place: 'operation' });
    for (const { at: operation } of listOperations(document, item)) {
      if (getOwn(operation.node, 'x-mock') === undefined) continue;
      const parameters = [item, operation].flatMap((one) => readQueryNames(document, one));
      check(operation, { place: 'operation', parameters });
    }
  }
}

function readQueryNames(document: OpenApiDocument, owner: Located): string[] {
  const list = document.child(owner, 'parameters');
  return (list ? document.children(list) : []).flatMap(({ at }) => {
    const { node = null } = document.follow(at) ?? {};
    return getOwn(node, 'in') === 'query' ? (toText(getOwn(node, 'name')) ?? []) : [];
  });
}
