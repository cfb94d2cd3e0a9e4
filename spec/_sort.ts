import { getOwn, type Json } from '../kernel/json.ts';
import { toNameKey } from '../kernel/words.ts';
import type { Input } from './_inputs.ts';
import type { OpenApiDocument } from './document.ts';
import type { Properties } from './property-keys.ts';
import { viewSchema } from './schema.ts';
import { isArray, isScalar } from './shape.ts';
import { parseTerm, readDirection } from './sort-term.ts';

/** How a list is put in order. */
export interface Sort {
  /** The parameter that names properties; absent: the order is that of creation, either way. */
  readonly parameter?: string;
  /** The parameter that says which way. */
  readonly direction?: string;
  /** What the two are where they are not given. */
  readonly default?: Json;
  readonly defaultDirection?: Json;
  /** Properties by their names in any spelling, and by names that can mean only them. */
  readonly properties: ReadonlyMap<string, string>;
}

/** What is sorted. */
export interface Search {
  readonly document: OpenApiDocument;
  readonly properties: Properties;
}

const sortNames = [
  ...['sort', 'sortby', 'orderby', 'ordering', 'sortfield', 'sortcolumn', 'sortkey', 'orderfield'],
  ...['sorting', 'sortproperty', 'sortparam', 'order'],
];
const directionNames = [
  ...['direction', 'order', 'dir', 'sortorder', 'sortdirection', 'sortdir', 'orderdirection'],
  ...['orderdir', 'sorttype', 'ordertype', 'sortascending', 'ascending', 'descending', 'desc'],
  ...['reverse', 'sort'],
];

const roleNames = new Set([...sortNames, ...directionNames]);

/** Reads which parameters sort; undefined when none does, or none whose values could mean anything. */
export function readSort(inputs: readonly Input[], search: Search): Sort | undefined {
  const find = (names: readonly string[], test: (input: Input) => boolean) =>
    names.flatMap((name) => inputs.find(({ key }) => key === name) ?? []).find(test);
  const isNamed = inputs.some(({ key }) => roleNames.has(key));
  if (!isNamed) return undefined;
  const properties = readSortable(search);
  const sort = find(sortNames, (input) => canName(input, search, properties));
  const direction = find(directionNames, (input) => input !== sort && isDirection(input));
  if (!sort && !direction) return undefined;
  const fallback = sort && getDefault(sort);
  const way = direction && getDefault(direction);
  return {
    ...(sort && { parameter: sort.name }),
    ...(direction && { direction: direction.name }),
    ...(fallback !== undefined && { default: fallback }),
    ...(way !== undefined && { defaultDirection: way }),
    properties,
  };
}

function getDefault({ view }: Input): Json | undefined {
  return view.sources.map(({ node }) => getOwn(node, 'default')).find((one) => one !== undefined);
}

/** The properties that a list can be sorted by, by their names in any spelling. */
export function readSortable({ document, properties }: Search): ReadonlyMap<string, string> {
  const known = sortable.get(properties);
  if (known) return known;
  const found = new Map<string, string>();
  sortable.set(properties, found);
  for (const [name, places] of properties) {
    if (isScalar(viewSchema(document, places))) found.set(toNameKey(name), name);
  }
  for (const [key, name] of [...found]) {
    const stem =
      /^(created|updated|modified|published|pushed|started|closed|due)(at|on|date|time)$/.exec(
        key,
      )?.[1];
    if (stem !== undefined && !found.has(stem)) found.set(stem, name);
  }
  return found;
}

const sortable = new WeakMap<Properties, ReadonlyMap<string, string>>();

/** A text without listed values may name anything; listed ones must name a property at least once. */
function canName(
  { view, key }: Input,
  { document }: Search,
  properties: ReadonlyMap<string, string>,
) {
  const single = isArray(view) && view.items ? viewSchema(document, view.items) : view;
  if (single.types && !single.types.has('string')) return false;
  if (!single.values) return key !== 'order' || /sort|order/i.test(key);
  return single.values.some((value) => parseTerm(String(value), properties) !== undefined);
}

/** `asc` and `desc`, or a switch. */
function isDirection({ view, key }: Input): boolean {
  if (view.types?.has('boolean')) return /ascending|descending|^desc$|reverse/.test(key);
  const isText = !view.types || view.types.has('string') || view.types.has('integer');
  const values = view.values ?? [];
  if (values.length > 0) return values.every((value) => readDirection(value) !== undefined);
  return isText && !/^(sort|reverse|desc)$/.test(key) && !isArray(view);
}

const looks =
  /^(pretty|optpretty|prettyprint|include|includes|expand|embed|embeds|lang|language|locale|format|callback|timezone|tz|verbose|debug|apiversion|optexpand|view|projection|envelope|indent)$/;

/** True for a parameter that chooses how a reply looks, and never what is in it. */
export function isIgnored({ key }: Input): boolean {
  return looks.test(key);
}
