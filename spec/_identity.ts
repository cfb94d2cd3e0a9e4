import { toNameKey, toWords } from '../kernel/words.ts';
import type { ResourceDraft } from './_draft.ts';
import { collectProperties } from './choice.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { partsOf } from './path-template.ts';
import { type Properties, readPropertyKeys } from './property-keys.ts';
import type { Identity, IdentityPart } from './resource.ts';
import { type SchemaView, viewSchema } from './schema.ts';
import { isObject, isScalar } from './shape.ts';

/** What the identity of a collection is read from. */
export interface IdentityFacts {
  /** What one item is called. */
  readonly name: string;
  readonly document: OpenApiDocument;
  readonly schema: Located | undefined;
  /** The properties that the overlay names, one for each parameter. */
  readonly properties: readonly string[];
}

/** An identity that nothing needs: of what stands alone. */
export const unneeded: Identity = { type: 'string', schemas: [], parts: [] };

/** Which properties carry the identity: the item parameter's own name, `id`, `petId`, `name` … */
export function findIdentity(draft: ResourceDraft, facts: IdentityFacts): Identity {
  const parameters = readItemParameters(draft);
  const places: Properties = facts.schema
    ? collectProperties(facts.document, facts.schema)
    : new Map();
  const used = new Set<string>();
  const parts = parameters.map(({ name, schemas }, index): IdentityPart => {
    const path = findPath(facts, { parameter: name, schemas, places, used, index, parameters });
    if (path) used.add(path.join('.'));
    return toPart(facts.document, { parameter: name, path, places, schemas });
  });
  const [first = { type: 'string', schemas: [] }] = parts;
  const property = parts.length === 1 && first.path?.length === 1 ? first.path[0] : undefined;
  const { type, schemas } = first;
  return { ...(property !== undefined && { property }), type, schemas, parts };
}

interface ItemParameter {
  /** '' where the path names no items. */
  readonly name: string;
  readonly schemas: readonly Located[];
}

function readItemParameters({ itemOperations, arity }: ResourceDraft): ItemParameter[] {
  const operation = itemOperations[0]?.operation;
  if (!operation) return Array.from({ length: arity }, () => ({ name: '', schemas: [] }));
  const parts = partsOf(operation);
  const end = parts.findLastIndex((part) => part.startsWith('{')) + 1;
  return parts.slice(end - arity, end).map((part) => {
    const name = part.slice(1, -1);
    const declared = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    return { name, schemas: declared?.schema ? [declared.schema] : [] };
  });
}

interface Search {
  readonly parameter: string;
  readonly schemas: readonly Located[];
  readonly places: Properties;
  readonly used: ReadonlySet<string>;
  readonly index: number;
  readonly parameters: readonly ItemParameter[];
}

interface PartFacts extends Pick<Search, 'parameter' | 'places' | 'schemas'> {
  readonly path: readonly string[] | undefined;
}

function toPart(
  document: OpenApiDocument,
  { parameter, path, places, schemas }: PartFacts,
): IdentityPart {
  const own = path && resolvePath(document, places, path);
  const both = [...(own ?? []), ...schemas];
  const isCounted = own && isCount(viewSchema(document, own), viewSchema(document, schemas));
  return {
    ...(path && { path }),
    type: toIdentityType(document, own ?? schemas),
    schemas: own && viewSchema(document, both).never ? own : both,
    ...(parameter !== '' && { parameter }),
    ...(isCounted && { isCounted }),
  };
}

/** A text without rules of its own, and a parameter that is a number. */
function isCount(own: SchemaView, { types }: SchemaView): boolean {
  const isText = own.types?.has('string') === true && own.types.size === 1;
  const isFree = own.format === undefined && own.patterns.length === 0 && !own.values;
  return isText && isFree && own.minLength === undefined && isOnlyInteger(types);
}

function isOnlyInteger(types: SchemaView['types']): boolean {
  return types?.has('integer') === true && !types.has('string');
}

function resolvePath(document: OpenApiDocument, places: Properties, path: readonly string[]) {
  const [first = '', ...rest] = path;
  return rest.reduce<readonly Located[]>(
    (found, name) => collectProperties(document, found).get(name) ?? [],
    places.get(first) ?? [],
  );
}

function toIdentityType(document: OpenApiDocument, places: readonly Located[]): Identity['type'] {
  const { types } = viewSchema(document, places);
  const isNumber = types?.has('integer') === true || types?.has('number') === true;
  return isNumber && !types.has('string') ? 'integer' : 'string';
}

function findPath(facts: IdentityFacts, search: Search): readonly string[] | undefined {
  const given = facts.properties[search.index];
  if (given !== undefined) return given.split('.');
  const keys = readPropertyKeys(search.places);
  for (const candidate of toCandidates(facts.name, search)) {
    const property = keys.get(toNameKey(candidate));
    if (property === undefined || search.used.has(property)) continue;
    if (canCarry(facts.document, search, { candidate, property })) return [property];
  }
  const nested = findNested(facts, search, keys);
  const id = keys.get('id');
  // What is called like the item itself may be any identity, also one declared as another type.
  const isOwn =
    toNameKey(search.parameter) === toNameKey(facts.name) && search.parameters.length === 1;
  const isUsable =
    isOwn && id !== undefined && canTell(viewSchema(facts.document, search.places.get(id) ?? []));
  if (nested ?? isUsable) return nested ?? (id === undefined ? undefined : [id]);
  const kindred = findKindred(facts, search);
  return kindred === undefined ? undefined : [kindred];
}

const telltale = /^(ipv[46]|email|hostname|uri)$/;

/** The only property whose name ends as the parameter's does, or whose format is the same. */
function findKindred({ document }: IdentityFacts, search: Search): string | undefined {
  const end = toWords(search.parameter).slice(-2);
  const { format = '' } = viewSchema(document, search.schemas);
  const names = [...search.places.keys()].filter((name) => !search.used.has(name));
  const tests = [
    (name: string) =>
      end.length === 2 && isIdWord(search.parameter) && isEnd(toWords(name).slice(-2), end),
    (name: string) =>
      telltale.test(format) &&
      viewSchema(document, search.places.get(name) ?? []).format === format,
  ];
  for (const test of tests) {
    const [only, more] = names.filter(test);
    if (only !== undefined && more === undefined) return only;
  }
  return undefined;
}

function isEnd(words: readonly string[], end: readonly string[]): boolean {
  return words.join(' ') === end.join(' ');
}

const idWords = new Set(['id', 'uid', 'gid', 'uuid', 'guid', 'identifier', 'number', 'no', 'nr']);
const telling = [
  ...['id', 'uid', 'gid', '_id', 'uuid', 'guid', 'key', 'slug', 'code', 'login', 'username', 'kid'],
];
const people = ['login', 'username', 'handle', 'screen name', 'nickname', 'slug', 'name'];

const isPerson = /^(user(name)?|login|handle|member|actor|owner|author)$/;

/** Names of properties that the parameter may mean, the surest first. */
function toCandidates(resource: string, { parameter, parameters, index }: Search): string[] {
  if (parameter === '')
    return [...telling.slice(0, 1), `${resource} id`, ...telling.slice(1), 'name'];
  const words = toWords(parameter);
  const own = toWords(resource);
  const isOwn = own.every((word, place) => words[place] === word);
  const rest = isOwn ? words.slice(own.length) : words;
  const last = words.at(-1) ?? '';
  const isId = isIdWord(parameter);
  const isLast = index === parameters.length - 1;
  const others = isId ? telling : [...telling, 'name', 'title', 'number'];
  return [
    parameter,
    rest.join(' '),
    last,
    ...(isLast && isPerson.test(last) ? people : []),
    ...(isLast ? ['id', `${resource} id`, ...others] : []),
  ].filter((candidate) => candidate !== '');
}

function isIdWord(parameter: string): boolean {
  return idWords.has(toWords(parameter).at(-1) ?? '') || /(id|uid|guid)$/i.test(parameter);
}

interface Carrier {
  readonly candidate: string;
  readonly property: string;
}

/**
 * A number cannot be named by a text that says it is a name. Ids are often declared as any text, so
 * that of them is not asked; nor of a property that is called like the parameter.
 */
function canCarry(document: OpenApiDocument, search: Search, { candidate, property }: Carrier) {
  const { parameter, schemas, places } = search;
  const own = viewSchema(document, places.get(property) ?? []);
  if (!canTell(own)) return false;
  const isSure = candidate === parameter || isIdWord(parameter) || schemas.length === 0;
  return isSure || canBe(own, viewSchema(document, schemas));
}

function canTell(view: SchemaView): boolean {
  const isOther = view.types?.has('boolean') === true && view.types.size === 1;
  return (isScalar(view) || (!view.types && !isObject(view))) && !isOther;
}

function canBe(own: SchemaView, wanted: SchemaView): boolean {
  if (!own.types || !wanted.types) return true;
  const isNumber = ({ types }: SchemaView) => types?.has('integer') || types?.has('number');
  return (
    own.types.has('string') === wanted.types.has('string') ||
    Boolean(isNumber(own)) === Boolean(isNumber(wanted))
  );
}

/** `{user_id}` means the `id` of the property `user`; `{owner}` what tells the object `owner`. */
function findNested(facts: IdentityFacts, search: Search, keys: ReadonlyMap<string, string>) {
  const { parameter, places } = search;
  const words = toWords(parameter);
  const [property, names] =
    [
      [keys.get(words.slice(0, -1).join('')), [words.at(-1) ?? '', ...telling]] as const,
      [keys.get(words.join('')), [...people.slice(0, 4), ...telling]] as const,
    ].find(([found]) => found !== undefined) ?? [];
  if (property === undefined || !names) return undefined;
  const below = collectProperties(facts.document, places.get(property) ?? []);
  for (const name of names) {
    const found = [...below.keys()].find((key) => toNameKey(key) === toNameKey(name));
    const view =
      found === undefined ? undefined : viewSchema(facts.document, below.get(found) ?? []);
    if (found === undefined || !view || !canTell(view)) continue;
    const wanted = viewSchema(facts.document, search.schemas);
    if (isIdWord(parameter) || canBe(view, wanted)) return [property, found];
  }
  return undefined;
}
