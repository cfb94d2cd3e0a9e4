import { getDefault } from '../../fixtures/complete.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';
import { readAncestorValues } from '../../spec/ancestors.ts';
import { collectProperties } from '../../spec/choice.ts';
import { readDiscriminator } from '../../spec/discriminator.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import { toPartValue } from '../../spec/identity.ts';
import type { Resource } from '../../spec/resource.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Assignment, CompiledOperation } from '../exchange/model.ts';
import type { Target } from './_target.ts';

/** What becomes of one property of a new item. */
interface Column {
  readonly name: string;
  readonly places: readonly Located[];
  readonly isIdentity: boolean;
  readonly isRequired: boolean;
  /** Of a scalar type; undefined when there is none. */
  readonly fallback: Json | undefined;
  readonly assignment: Assignment | undefined;
}

/** How the items that an operation makes come about, where no value decides about another. */
export interface ItemPlan {
  readonly columns: readonly Column[];
  readonly names: ReadonlySet<string>;
  /** Whether a property that the schema does not name is kept. */
  readonly keeps: (name: string) => boolean;
}

/**
 * The plan of an operation; undefined where the schema has choices, or where the identity does not
 * stand in a property of its own: then each value has to be looked at with the schema in hand.
 */
export const planItem: (compiled: CompiledOperation) => ItemPlan | undefined = memoise(
  ({ api, binding, assignments }) => {
    const { resource, requestItem } = binding;
    const own = resource && findIdentity(resource);
    if (!resource?.schema || own === undefined) return undefined;
    const { document, schema } = resource;
    const view = viewSchema(document, schema);
    const names = new Set(view.properties.keys());
    const isWhole = names.has(own) && [...view.required].every((name) => names.has(name));
    if (isOfKinds(document, schema) || !isWhole || names.has('__proto__')) return undefined;
    const columns = [...view.properties].map(([name, places]) => ({
      ...{ name, places, isIdentity: name === own, isRequired: view.required.has(name) },
      fallback: getDefault(viewSchema(document, places), api.replies),
      assignment: assignments.find(({ property }) => property === name),
    }));
    if (columns.some(({ fallback }) => isNested(fallback))) return undefined;
    const asked = requestItem && collectProperties(document, requestItem);
    const isClosed = view.additional === false && view.patternProperties.size === 0;
    return { columns, names, keeps: (name) => !isClosed && !asked?.has(name) };
  },
);

/** True of a schema with choices, or whose discriminator names subtypes. */
export function isOfKinds(document: OpenApiDocument, schema: Located): boolean {
  const { alternatives, conditionals, sources } = viewSchema(document, schema);
  const hasChoice = alternatives.length + conditionals.length > 0;
  return hasChoice || sources.some((source) => readDiscriminator(document, source) !== undefined);
}

function findIdentity({ identity, isValue }: Resource): string | undefined {
  const [part, ...more] = identity.parts;
  if (isValue || more.length > 0 || part?.path?.length !== 1) return undefined;
  return part.path[0];
}

/** Gives the values that the plan leaves open. */
export interface ItemSources {
  readonly assign: (assignment: Assignment) => Json | undefined;
  readonly fill: (places: readonly Located[], path: string) => Json | undefined;
}

/**
 * The new item by its plan, in the order of the schema; undefined when what is given or made has
 * parts of its own that a schema must be asked about.
 */
export function makeByPlan(
  { columns, names, keeps }: ItemPlan,
  { target, given }: { readonly target: Target; readonly given: JsonObject },
  sources: ItemSources,
): JsonObject | undefined {
  const { ref, key } = target;
  const [part] = ref.resource.identity.parts;
  const above = readAncestorValues(ref.resource, ref.parents);
  const item: Record<string, Json> = {};
  for (const { name, places, isIdentity, isRequired, fallback, assignment } of columns) {
    const told = Object.hasOwn(given, name) ? given[name] : fallback;
    const isTold = assignment?.yields === true && told !== undefined;
    let value = isIdentity && part ? toPartValue(part, key) : told;
    const assigned = assignment && !isTold ? sources.assign(assignment) : undefined;
    if (assigned !== undefined) value = assigned;
    if (above.size > 0 && told === undefined) value = above.get(name) ?? value;
    if (value === undefined && isRequired) value = sources.fill(places, `/${name}`);
    if (isNested(value)) return undefined;
    if (value !== undefined) item[name] = value;
  }
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (isNested(value) || name === '__proto__') return undefined;
    if (value !== undefined && !names.has(name) && keeps(name)) item[name] = value;
  }
  return item;
}

function isNested(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}
