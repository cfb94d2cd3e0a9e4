import type { Filter, ListParameters } from './list-parameters.ts';
import type { Plan } from './resource.ts';

/** Why an operation does what it does: of a list also where it stands, and what parameters do. */
export function toWhy({ behaviour, why, list, replyPath }: Plan): string {
  if (!list) return why;
  const place =
    replyPath.length === 0 ? 'the body is the list' : `the list stands at ${replyPath.join('.')}`;
  const clauses = [
    why.replace(/\.$/, ''),
    ...(behaviour === 'list' ? [place] : []),
    ...listRoles(list()),
  ];
  return `${clauses.join('; ')}.`;
}

/** What each parameter of a list does, a clause each. */
function listRoles(list: ListParameters): string[] {
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
