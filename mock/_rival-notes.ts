import { once } from '../kernel/once.ts';
import { toCanonical } from '../spec/path-template.ts';
import type { Api, CompiledOperation } from './exchange/model.ts';

/** Says of an operation whose path others have too, but for names, which requests it gets. */
export function createRivalNotes({ operations }: Api): (compiled: CompiledOperation) => string[] {
  const groups = once(() => {
    const found = new Map<string, CompiledOperation[]>();
    for (const one of operations) {
      const route = toRoute(one);
      found.set(route, [...(found.get(route) ?? []), one]);
    }
    return found;
  });
  return (compiled) => {
    const all = groups().get(toRoute(compiled)) ?? [];
    const [other, ...more] = all.filter((one) => one !== compiled);
    if (!other) return [];
    const count = more.length > 0 ? ` and ${more.length} more have` : ' has';
    const place = all[0] === compiled ? 'It comes first' : `${toName(all[0] ?? other)} comes first`;
    return [
      `${toName(other)}${count} the same path but for names: it gets what its path parameters name (default, enum, const, example) or alone admit. ${place} for the rest.`,
    ];
  };
}

function toRoute({ operation: { method, path } }: CompiledOperation): string {
  return `${method} ${toCanonical(path)}`;
}

function toName({ operation: { method, path } }: CompiledOperation): string {
  return `${method} ${path}`;
}
