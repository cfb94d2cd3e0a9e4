import type { Json } from '../kernel/json.ts';
import { toNameKey } from '../kernel/words.ts';

/** True for descending, false for ascending, undefined for neither. */
export function readDirection(value: Json): boolean | undefined {
  const text = String(value).toLowerCase();
  if (/^(-1|desc|descending|d|newest|newestfirst|latest|reverse)$/.test(text)) return true;
  return /^(1|asc|ascending|a|oldest|oldestfirst)$/.test(text) ? false : undefined;
}

/** One property to sort by. */
export interface SortTerm {
  readonly property: string;
  /** Undefined when the text does not say. */
  readonly isDescending: boolean | undefined;
}

/** Reads `name`, `-name`, `+name`, `name:asc`, `name.desc`, `name desc` and `desc(name)`. */
export function parseTerm(
  text: string,
  properties: ReadonlyMap<string, string>,
): SortTerm | undefined {
  const trimmed = text.trim();
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/.exec(trimmed) ?? [];
  const wrapped = /^(asc|desc)\(([^()]*)\)$/i.exec(rest);
  const [, name = rest, word = ''] = wrapped
    ? [undefined, wrapped[2], wrapped[1]]
    : (/^(.*?)[\s:._|-]*(asc|desc|ascending|descending)$/i.exec(rest) ?? []);
  const property = properties.get(toNameKey(rest)) ?? properties.get(toNameKey(name));
  if (property === undefined) return undefined;
  const isWhole = properties.has(toNameKey(rest));
  const said = isWhole || word === '' ? undefined : readDirection(word);
  return { property, isDescending: sign === '-' ? true : sign === '+' ? false : said };
}
