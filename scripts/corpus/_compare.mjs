// @ts-check
import { declares } from './_declares.mjs';
import { entries, escapeToken, get, isObject, isSame, put, toSnippet, toTokens } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_json.mjs').JsonObject} JsonObject */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_judge.mjs').Judge} Judge */
/** @typedef {{ pointer: string, sent: Json, shown: Json | undefined }} Difference */

/**
 * What was sent and is not shown again although the reply's schema has room for it. A member that
 * the schema does not declare, or would not allow with the value sent, need not be shown.
 * @param {Judge} judge
 * @param {{ sent: Json, shown: Json, schema: Place | undefined, except?: string | undefined }} exchange
 * @returns {Promise<string[]>}
 */
export async function findLost(judge, { sent, shown, schema, except }) {
  const pair = align(sent, shown);
  if (!pair || !schema) return [];
  /** @type {string[]} */
  const lost = [];
  for (const { pointer, sent: wanted, shown: found } of differences(pair.sent, pair.shown)) {
    const tokens = [...toTokens(pair.pointer), ...toTokens(pointer)];
    if (tokens.at(-1) === except || !declares(judge.files, schema, tokens)) continue;
    const instead = withMember(shown, tokens, wanted);
    if ((await judge.replies.judge(schema, instead)).length > 0) continue;
    lost.push(`${pointer} was sent as ${toSnippet(wanted)} and is shown as ${toSnippet(found)}`);
  }
  return lost;
}

/**
 * Where the two speak of the same thing: each may be wrapped, as in `{"data": {…}}`.
 * @param {Json} sent
 * @param {Json} shown
 */
function align(sent, shown) {
  const pairs = unwrapSent(sent).flatMap((one) => unwrap(shown).map((other) => ({ one, other })));
  const ranked = pairs.map(({ one, other }) => ({
    sent: one.value,
    shown: other.value,
    pointer: other.pointer,
    rank: rank(one.value, other.value),
  }));
  return ranked.sort((a, b) => b.rank - a.rank).find((pair) => pair.rank > 0);
}

/** A request's envelope holds nothing but its item. @param {Json} sent */
function unwrapSent(sent) {
  const all = unwrap(sent);
  return all.filter(
    ({ pointer }) => pointer === '' || (isObject(sent) && Object.keys(sent).length === 1),
  );
}

/** More members than these have no envelopes: what is in one of them is a part of the item. */
const envelope = [5, 2];

/**
 * An object and what it may be the envelope of.
 * @param {Json} value
 * @returns {{ value: JsonObject, pointer: string }[]}
 */
function unwrap(value, pointer = '', depth = 0) {
  if (!isObject(value)) return [];
  const isEnvelope = Object.keys(value).length <= (envelope[depth] ?? 0);
  const below = entries(value).flatMap(([name, member]) =>
    isEnvelope ? unwrap(member, `${pointer}/${escapeToken(name)}`, depth + 1) : [],
  );
  return [{ value, pointer }, ...below];
}

/** Members that are alike count most; names that are, a little; what is less wrapped wins. @param {JsonObject} one @param {JsonObject} other */
function rank(one, other) {
  const names = Object.keys(one).filter((name) => Object.hasOwn(other, name));
  const alike = names.filter((name) => isSame(get(one, name), get(other, name)));
  return alike.length * 10 + names.length;
}

/** The smallest parts that differ; what is only shown and was not sent is no difference. @param {Json} sent @param {Json | undefined} shown @returns {Difference[]} */
function differences(sent, shown, pointer = '') {
  if (isSame(sent, shown)) return [];
  if (isObject(sent) && isObject(shown)) {
    return entries(sent).flatMap(([name, member]) =>
      differences(member, get(shown, name), `${pointer}/${escapeToken(name)}`),
    );
  }
  if (Array.isArray(sent) && Array.isArray(shown) && sent.length === shown.length) {
    return sent.flatMap((item, index) => differences(item, shown[index], `${pointer}/${index}`));
  }
  return [{ pointer, sent, shown }];
}

/** @param {Json} value @param {readonly string[]} tokens @param {Json} member @returns {Json} */
function withMember(value, tokens, member) {
  const [token, ...rest] = tokens;
  if (token === undefined) return member;
  const inner = withMember(get(value, token) ?? {}, rest, member);
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === token ? inner : item));
  /** @type {JsonObject} */
  const copy = isObject(value) ? { ...value } : {};
  put(copy, token, inner);
  return copy;
}
