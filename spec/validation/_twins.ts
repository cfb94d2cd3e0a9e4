import { isEqual, isJsonObject, type Json } from '../../kernel/json.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import { isRule } from './_dispatch.ts';
import type { Reading } from './_reading.ts';

/** The document, and how it is read. */
interface Reader {
  readonly document: OpenApiDocument;
  readonly reading: Reading;
}

/**
 * The branches of a choice. Of those of a `oneOf` that differ in nothing but titles and the like no
 * value can match just one: by the letter they rule everything out that they speak of; else the
 * first stands for all of them.
 */
export function listBranches(
  at: Located,
  keyword: string,
  { document, reading }: Reader,
): readonly Located[] {
  const list = document.child(at, keyword);
  const branches = list ? document.children(list).map((member) => member.at) : [];
  if (keyword !== 'oneOf' || reading === 'letter' || branches.length < 2) return branches;
  const all = branches.map((branch) => document.follow(branch) ?? branch);
  return branches.filter((_, index) => all.findIndex((one) => isTwin(one, all[index])) === index);
}

function isTwin(a: Located, b: Located | undefined): boolean {
  return a.source === b?.source && isEqual(toRules(a.node), toRules(b.node));
}

/** What a schema says about values, without what it says to readers. */
function toRules(node: Json): Json {
  if (!isJsonObject(node)) return node;
  const rules = Object.entries(node).filter(([name]) => isRule(name) || name === 'nullable');
  return Object.fromEntries(rules);
}
