import type { Filter, ListParameters } from './list-parameters.ts';

/** Where a list stands in a reply and what each of its parameters does, as one sentence's end. */
export function toListReason(path: readonly string[], list: ListParameters): string {
  const place = path.length === 0 ? 'the body is the list' : `the list stands at ${path.join('.')}`;
  return `${[place, ...listRoles(list)].join('; ')}.`;
}

/** What each parameter of a list does, a clause each. */
export function listRoles(list: ListParameters): string[] {
  const { sort } = list;
  const roles = [
    list.offset && `${list.offset} skips`,
    list.limit && `${list.limit.name} limits`,
    list.page && `${list.page.name} pages from ${list.page.first}`,
    list.cursor && `${list.cursor} continues`,
    list.before && `${list.before} goes back`,
    sort?.parameter && `${sort.parameter} sorts`,
    sort?.direction && `${sort.direction} says which way`,
    list.fields && `${list.fields} picks properties`,
    ...list.filters.map((filter) => `${filter.parameter} filters by ${toTest(filter)}`),
    ...(list.ignored ?? []).map((name) => `${name} changes nothing`),
    ...list.unknown.map((name) => `${name} is not understood and never filters`),
  ];
  return roles.filter((role) => role !== undefined);
}

function toTest({ property, path = [], test }: Filter): string {
  const place = [property, ...path].join('.');
  if (test === 'has') return `what is in ${place}`;
  if (test === 'after' || test === 'before') return `${place} ${test} it`;
  if (test === 'from' || test === 'to')
    return `${place} ${test} it on`.replace('to it on', 'up to it');
  return place;
}
