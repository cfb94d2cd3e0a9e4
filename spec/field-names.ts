import { toNameKey } from '../kernel/words.ts';

const names = new Set(['fields', 'select', 'optfields', 'fieldmask', 'onlyfields', 'attributes']);

/**
 * True for the name of a parameter that says which properties of an item are to be shown, as
 * `fields`, `$select` and `opt_fields` are.
 */
export function isFieldName(name: string): boolean {
  return names.has(toNameKey(name));
}
