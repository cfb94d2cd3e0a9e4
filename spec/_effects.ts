import { toNameKey } from '../kernel/words.ts';
import { readVerb, undo } from './_verbs.ts';
import { collectProperties } from './choice.ts';
import { readPropertyKeys } from './property-keys.ts';
import type { Effect, Resource } from './resource.ts';
import { type SchemaView, viewSchema } from './schema.ts';

/** What an action does to the properties of an item, by the words of its last literal. */
export function findEffects(
  { document, schema }: Resource,
  words: readonly string[],
  { isUndone }: { readonly isUndone: boolean },
): Effect[] {
  if (!schema) return [];
  const properties = collectProperties(document, schema);
  const keys = readPropertyKeys(properties);
  const view = (name: string) => viewSchema(document, properties.get(name) ?? []);
  const verb = readVerb(toVerb(words));
  const { states, becomes, ceases } = isUndone ? undo(verb) : verb;
  const status = findStatus([...properties.keys()].filter(isStatus), { states, view });
  const find = (names: readonly string[], test: (view: SchemaView) => boolean) =>
    names.flatMap((key) => keys.get(key) ?? []).find((name) => test(view(name)));
  const flags = (stems: readonly string[]) =>
    stems.flatMap((stem) => [stem, `is${stem}`, `has${stem}`]);
  const times = (stems: readonly string[]) =>
    stems.flatMap((stem) => [`${stem}at`, `${stem}on`, `${stem}date`]);
  const on = find(flags(becomes), isBoolean);
  const off = find(flags(ceases), isBoolean);
  const since = find(times(becomes), isInstant);
  const over = find(times(ceases), (view) => isInstant(view) && view.types?.has('null') === true);
  return [
    ...(status ? [status] : []),
    ...(on === undefined ? [] : [{ property: on, value: true }]),
    ...(off === undefined ? [] : [{ property: off, value: false }]),
    ...(since === undefined ? [] : [{ property: since }]),
    ...(over === undefined ? [] : [{ property: over, value: null }]),
  ];
}

/** `mark-as-paid` says the state, `cancelOrder` begins with the verb. */
function toVerb(words: readonly string[]): string {
  const [first = '', second = '', third = ''] = words;
  if (/^(mark|set)$/.test(first)) return second === 'as' ? third : second;
  return first;
}

interface Statuses {
  readonly states: readonly string[];
  readonly view: (name: string) => SchemaView;
}

/** The listed value of a status that says what the verb does. */
function findStatus(names: readonly string[], { states, view }: Statuses): Effect | undefined {
  const plain = (name: string) => (/^(status|state)$/i.test(name) ? 0 : 1);
  for (const property of names.toSorted((a, b) => plain(a) - plain(b))) {
    const { values = [] } = view(property);
    for (const state of states) {
      const value = values.find((one) => typeof one === 'string' && says(one, state));
      if (value !== undefined) return { property, value };
    }
  }
  return undefined;
}

/** `cancelled` is said by CANCELLED and by JOB_STATUS_CANCELLED. */
function says(value: string, state: string): boolean {
  return toNameKey(value) === state || value.toLowerCase().endsWith(`_status_${state}`);
}

function isStatus(property: string): boolean {
  return /(status|state|phase|stage|lifecycle)$/i.test(property);
}

function isBoolean({ types }: SchemaView): boolean {
  return types?.has('boolean') === true;
}

function isInstant({ format }: SchemaView): boolean {
  return format === 'date-time' || format === 'date';
}
