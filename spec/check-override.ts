import { isJsonArray, isJsonObject, type Json, toSnippet, typeOf } from '../kernel/json.ts';
import { appendToken } from '../kernel/pointer.ts';
import { findNearest } from '../kernel/words.ts';
import {
  type GivenOverride,
  type OverrideFault,
  type OverrideMember,
  type OverridePlace,
  type OverrideValue,
  overrideMembers,
  parameterRoles,
  propertyRoles,
} from './override.ts';
import { isOperationName } from './override-names.ts';
import { toCanonical, withoutFormat } from './path-template.ts';

/** The mistakes in an override: misspelt members, values of another kind, names of nothing. */
export function checkOverride(given: GivenOverride): readonly OverrideFault[] {
  const { place, value } = given;
  if (!isJsonObject(value)) {
    const message = `It is ${toSnippet(value)}, not an object.`;
    return [{ pointer: '', message, mend: `It may have ${listNames(place)}.` }];
  }
  return Object.entries(value).flatMap(([name, member]) => {
    const pointer = appendToken('', name);
    const known = findMember(place, name);
    if (!known) return [toUnknown(place, name, pointer)];
    return checkValue(given, known.takes, member).map((fault) => ({
      ...fault,
      pointer: pointer + fault.pointer,
    }));
  });
}

function findMember(place: OverridePlace, name: string): OverrideMember | undefined {
  return overrideMembers.find((member) => member.place === place && member.name === name);
}

function toUnknown(place: OverridePlace, name: string, pointer: string): OverrideFault {
  const known = overrideMembers.filter((member) => member.place === place);
  const nearest = findNearest(
    name,
    known.map((member) => member.name),
  );
  const message = `"${name}" is nothing that can be said ${at[place]}.`;
  const mend = nearest ? `Did you mean "${nearest}"?` : `It may have ${listNames(place)}.`;
  return { pointer, message, mend };
}

const at: Readonly<Record<OverridePlace, string>> = {
  document: 'of a document',
  collection: 'of a collection',
  operation: 'of an operation or path',
  schema: 'of a property',
};

function listNames(place: OverridePlace): string {
  const known = overrideMembers.filter((member) => member.place === place);
  return known.map(({ name }) => name).join(', ');
}

function checkValue(given: GivenOverride, takes: OverrideValue, value: Json): OverrideFault[] {
  switch (takes.kind) {
    case 'one of':
      return takes.values.some((one) => one === value) ? [] : [toOther(value, takes.values)];
    case 'collection':
      return checkCollection(given, value);
    case 'collections':
      return isJsonObject(value)
        ? Object.entries(value).flatMap((entry) => checkNamed(given, entry))
        : [toWrong(value, 'an object of collection paths')];
    case 'operations':
      return isJsonObject(value)
        ? Object.entries(value).flatMap((entry) => checkOperation(given, entry))
        : [toWrong(value, 'an object of operations')];
    case 'parameters':
      return isJsonObject(value)
        ? Object.entries(value).flatMap((entry) => checkParameter(given, entry))
        : [toWrong(value, 'an object of query parameters')];
    default:
      return isFit(takes.kind, value) ? [] : [toWrong(value, wanted[takes.kind])];
  }
}

const wanted = {
  text: 'a text',
  number: 'a whole number from 0',
  object: 'an object',
  list: 'a list',
  names: 'a text or a list of texts',
} as const;

function isFit(kind: keyof typeof wanted, value: Json): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'number') return typeof value === 'number' && Number.isInteger(value) && value >= 0;
  if (kind === 'object') return isJsonObject(value);
  if (kind === 'list') return isJsonArray(value);
  const isText = (one: Json) => typeof one === 'string';
  return isText(value) || (isJsonArray(value) && value.length > 0 && value.every(isText));
}

function toWrong(value: Json, expected: string): OverrideFault {
  const message = `It is ${toSnippet(value)}, where ${expected} is expected.`;
  return { pointer: '', message, mend: `Write ${expected}, not a value of type ${typeOf(value)}.` };
}

function toOther(value: Json, known: readonly string[]): OverrideFault {
  const nearest = typeof value === 'string' ? findNearest(value, known) : undefined;
  const message = `It is ${toSnippet(value)}, which is not among ${known.join(', ')}.`;
  const mend = nearest ? `Did you mean "${nearest}"?` : 'Choose one of them.';
  return { pointer: '', message, mend };
}

function checkCollection({ collections }: GivenOverride, value: Json): OverrideFault[] {
  if (typeof value !== 'string') return [toWrong(value, 'the path of a collection')];
  const toPlace = (path: string) => toCanonical(withoutFormat(path));
  const wantedPath = toPlace(value);
  if (collections.some((path) => toPlace(path) === wantedPath)) return [];
  const nearest = findNearest(value, collections);
  const some = collections.slice(0, 5).join(', ') || 'none';
  const mend = nearest ? `Did you mean "${nearest}"?` : `Collections of the document are ${some}.`;
  return [{ pointer: '', message: `There is no collection at ${toSnippet(value)}.`, mend }];
}

function checkNamed(given: GivenOverride, [path, value]: [string, Json]): OverrideFault[] {
  const pointer = appendToken('', path);
  const below = checkOverride({ ...given, place: 'collection', value });
  return [...checkCollection(given, path), ...below].map((fault) => ({
    ...fault,
    pointer: pointer + fault.pointer,
  }));
}

/** Named by its id, or as `GET /path` whatever the parameters are called. */
function checkOperation(given: GivenOverride, [name, value]: [string, Json]): OverrideFault[] {
  const pointer = appendToken('', name);
  const { operations = [] } = given;
  const known = operations.find((one) => isOperationName(one, name));
  if (!known) {
    const names = operations.flatMap(({ id, method, path }) => [id, `${method} ${path}`]);
    const nearest = findNearest(name, names);
    const message = `There is no operation ${toSnippet(name)}.`;
    const mend = nearest ? `Did you mean "${nearest}"?` : 'Name its operationId, or "GET /path".';
    return [{ pointer, message, mend }];
  }
  const { parameters } = known;
  const faults = checkOverride({ ...given, place: 'operation', value, parameters });
  return faults.map((fault) => ({ ...fault, pointer: pointer + fault.pointer }));
}

/** A role by name, or an object such as `{ from: created_at }`. */
function checkParameter(given: GivenOverride, [name, role]: [string, Json]): OverrideFault[] {
  const pointer = appendToken('', name);
  const { parameters } = given;
  if (parameters && !parameters.includes(name)) {
    const nearest = findNearest(name, parameters);
    const message = `There is no query parameter "${name}".`;
    const mend = nearest ? `Did you mean "${nearest}"?` : `There are ${parameters.join(', ')}.`;
    return [{ pointer, message, mend }];
  }
  if (!isJsonObject(role)) {
    const isKnown = parameterRoles.some((one) => one === role);
    return isKnown ? [] : [{ ...toOther(role, parameterRoles), pointer }];
  }
  const [only, ...more] = Object.entries(role);
  const isPair = only && more.length === 0 && typeof only[1] === 'string';
  if (isPair && propertyRoles.some((one) => one === only[0])) return [];
  const message = `It is ${toSnippet(role)}, which names no role and property.`;
  const mend = `Write one of ${propertyRoles.join(', ')} and a property, such as { "from": "created_at" }.`;
  return [{ pointer, message, mend }];
}
