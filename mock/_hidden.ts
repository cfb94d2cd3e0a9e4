import type { DocumentFault } from '../spec/fault.ts';
import { toCanonical } from '../spec/path-template.ts';
import type { Engine } from './engine.ts';
import type { Api, CompiledOperation } from './exchange/model.ts';

/** Paths of a document that the control API has, too: the document's are answered. */
export function findReserved({
  apis,
  prefixOf,
}: Pick<Engine, 'apis' | 'prefixOf'>): DocumentFault[] {
  return apis.flatMap(({ document, operations }) => {
    const reserved = operations.filter((one) =>
      /^\/__admin(\/|$)/.test((prefixOf(one) ?? '') + one.operation.path),
    );
    const [first] = reserved;
    if (!first) return [];
    const { at, path } = first.operation;
    const more = reserved.length > 1 ? ` and ${reserved.length - 1} more are` : ' is';
    return [
      {
        severity: 'warning',
        position: document.position(at),
        pointer: at.pointer,
        message: `${path}${more} below /__admin, where the control API lives; the document is answered.`,
        mend: `Give it a base, such as "/api=${document.entry.name}", and the control API is there again.`,
      },
    ];
  });
}

/** Operations that no request reaches because another document answers in their place. */
export function findHidden({ apis, prefixOf }: Pick<Engine, 'apis' | 'prefixOf'>): DocumentFault[] {
  return apis.flatMap((api) => {
    const hidden = api.operations.filter((one) => prefixOf(one) === undefined);
    if (hidden.length === 0) return [];
    const others = apis.filter((other) => other !== api).flatMap(({ operations }) => operations);
    const winners = new Map(others.map((one) => [toRoute(one, prefixOf(one)), one]));
    const root = api.document.place.isBelow ? api.document.place.base : '';
    const covered = hidden.flatMap((one) => {
      const other = winners.get(toRoute(one, root));
      return other ? [{ one, other }] : [];
    });
    const [first] = covered;
    return first ? [toFault(api, { ...first, count: covered.length })] : [];
  });
}

function toRoute({ operation: { method, path } }: CompiledOperation, prefix = ''): string {
  return `${method} ${toCanonical(prefix + path)}`;
}

interface Covered {
  readonly one: CompiledOperation;
  readonly other: CompiledOperation;
  readonly count: number;
}

function toFault({ document }: Api, { one, other, count }: Covered): DocumentFault {
  const { method, path, at } = one.operation;
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return {
    severity: 'warning',
    position: document.position(at),
    pointer: at.pointer,
    message: `${method} ${path}${more} is answered by "${other.api.document.title}" instead.`,
    mend: `Give one of them a base, such as "/shop=${document.entry.name}" on the command line.`,
  };
}
