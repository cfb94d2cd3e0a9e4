import type { Plan, Resource } from './resource.ts';

/** What a verdict on a resource is explained by. */
export interface Verdict {
  readonly resource: Pick<
    Resource,
    'collection' | 'identity' | 'exists' | 'isSingle' | 'isValue' | 'parent' | 'schema'
  >;
  readonly plans: readonly Plan[];
  /** The path of an item, when one is written. */
  readonly itemPath: string | undefined;
  /** True when some path names an item, be it to go on below it. */
  readonly isNamed: boolean;
}

/** Why something is taken for a resource, in sentences. */
export function toReasons({ resource, plans, itemPath, isNamed }: Verdict): string[] {
  const { parent, isSingle } = resource;
  const below = parent ? [`It lives below ${parent.collection}.`] : [];
  if (isSingle) return [toSingleReason(resource), ...below];
  const list = plans.find(({ behaviour }) => behaviour === 'list');
  const kinds = [
    list && `GET ${resource.collection} answers a list`,
    itemPath && `${itemPath} names an item`,
  ].filter((kind) => typeof kind === 'string');
  const origin =
    kinds.length > 0
      ? `${kinds.join(', ')}.`
      : 'Other paths lie below its items; none of its own operations shows one.';
  const existence = isNamed ? [toExistence(resource)] : [];
  return [origin, toCarrierReason(resource, isNamed), ...existence, ...below];
}

function toSingleReason({ schema, isValue }: Verdict['resource']): string {
  if (!schema) return 'GET tells whether it is there, and PUT puts it there: it stands alone.';
  const what = isValue ? 'one value' : 'one thing';
  return `GET shows ${what}, and it can be changed: it stands alone.`;
}

function toCarrierReason({ identity }: Verdict['resource'], isNamed: boolean): string {
  const carriers = identity.parts.flatMap(({ path, type }) =>
    path ? [`"${path.join('.')}" (${type})`] : [],
  );
  if (carriers.length === 0) {
    return `No property tells items apart${isNamed ? '; only the path does' : ''}.`;
  }
  if (carriers.length === 1 && identity.parts.length === 1) {
    return `The property ${carriers.join('')} tells items apart.`;
  }
  if (carriers.length === identity.parts.length) {
    return `The properties ${carriers.join(' and ')} together tell items apart.`;
  }
  return `The property ${carriers.join(' and ')} and the rest of the path tell items apart.`;
}

function toExistence({ exists, schema }: Verdict['resource']): string {
  if (exists === 'declared')
    return 'An item exists once it is made or seeded. So does any other identity until it is removed, unless a scenario or --strict-ids says what exists: then it is not found.';
  return schema
    ? 'Every identity is taken to exist until it is removed, because nothing lists or makes items.'
    : 'Every identity is taken to exist, because nothing can make or show one.';
}
