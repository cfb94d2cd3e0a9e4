import type { Json } from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import type { Reading } from './_delimited.ts';
import type { Pair } from './_pairs.ts';
import { readProperties, readTexts, type Spot } from './_values.ts';

/** How deep the brackets of one key may nest. */
const maxBrackets = 8;

interface Branch {
  readonly texts: string[];
  readonly members: Map<string, Branch>;
}

/**
 * Reads `deepObject` (OpenAPI 3.1 §4.8.12.3): `color[R]=100`, and beyond the specification, as
 * clients write it, `a[b][c]=1`, arrays as `a[b]=1&a[b]=2`, `a[b][]=1` or `a[b][0]=1`. The brackets
 * may be percent-encoded; if some are and some are not, the encoded ones are text.
 */
export function readDeep(pairs: readonly Pair[], reading: Reading): Json | undefined {
  const { name } = reading.parameter;
  const { notes, at } = reading.spot;
  const root = createBranch();
  const own = pairs.filter(({ key }) => key === name || key.startsWith(`${name}[`));
  if (own.length === 0) return undefined;
  for (const pair of own) {
    const tokens = isBare(pair, reading) ? [] : toTokens(pair, reading);
    if (!tokens) {
      const says = `the key is not written as ${name}[property]`;
      const mend = `write it in style deepObject, such as ${name}[property]=value`;
      return notes.add({ rule: 'style', at, value: pair.key, says, mend });
    }
    if (tokens.length > maxBrackets) {
      const says = `the key nests deeper than ${maxBrackets} levels`;
      return notes.add({ rule: 'deep', at, value: pair.key, says, mend: 'send a flatter value' });
    }
    grow(root, tokens).texts.push(pair.text);
  }
  return readBranch(root, reading.spot);
}

/** A key without brackets, where the document gives this style to more than objects. */
function isBare({ key }: Pair, { parameter, spot: { shape } }: Reading): boolean {
  return key === parameter.name && shape.types !== undefined && (shape.isArray || shape.isScalar);
}

function createBranch(): Branch {
  return { texts: [], members: new Map() };
}

function grow(root: Branch, tokens: readonly string[]): Branch {
  let branch = root;
  for (const token of tokens) {
    const next = branch.members.get(token) ?? createBranch();
    branch.members.set(token, next);
    branch = next;
  }
  return branch;
}

/** The texts in the brackets of a key; undefined when the brackets do not match. */
function toTokens(pair: Pair, { parameter, decode }: Reading): string[] | undefined {
  const { rawKey, key } = pair;
  const isRaw = rawKey.includes('[') && !parameter.name.includes('[');
  const bracket = rawKey.indexOf('[');
  if (isRaw && decode(rawKey.slice(0, bracket)) !== parameter.name) return undefined;
  const rest = isRaw ? rawKey.slice(bracket) : key.slice(parameter.name.length);
  if (!rest.startsWith('[') || !rest.endsWith(']')) return undefined;
  const tokens = rest.slice(1, -1).split('][');
  if (tokens.some((token) => token.includes('[') || token.includes(']'))) return undefined;
  return isRaw ? tokens.map(decode) : tokens;
}

function readBranch(branch: Branch, spot: Spot): Json | undefined {
  const { texts, members } = branch;
  const { shape, at, notes } = spot;
  if (members.size === 0) return readTexts(texts, spot);
  if (texts.length > 0) {
    const says = 'it is given as a value and as an object at once';
    return notes.add({ rule: 'style', at, value: texts, says, mend: 'send one of the two' });
  }
  const isList = [...members.keys()].every((name) => /^\d{0,4}$/.test(name));
  if (isList && (shape.isArray || (!shape.isObject && members.has('')))) {
    return readItems(members, spot);
  }
  if (members.has('')) {
    const says = 'brackets without a name stand for an item, and it is not an array';
    return notes.add({ rule: 'style', at, says, mend: 'write a name in the brackets' });
  }
  return readProperties(members, spot, readBranch);
}

/** Numbered items in the order of their numbers, then those of `[]` in the order of the query. */
function readItems(members: ReadonlyMap<string, Branch>, spot: Spot): Json | undefined {
  const { shape, at, notes } = spot;
  const open = members.get('');
  if (open && open.members.size > 0) {
    const says = 'after empty brackets it is unclear which item a name belongs to';
    return notes.add({
      rule: 'style',
      at,
      says,
      mend: 'number the items, such as [0][name]=value',
    });
  }
  const numbered = [...members].filter(([name]) => name !== '');
  numbered.sort(([a], [b]) => Number(a) - Number(b));
  const added = (open?.texts ?? []).map((text) => ({ texts: [text], members: new Map() }));
  return [...numbered.map(([, branch]) => branch), ...added].flatMap((branch, index) => {
    const below = { shape: shape.item(index), at: appendToken(at, index), notes };
    const value = readBranch(branch, below);
    return value === undefined ? [] : [value];
  });
}
