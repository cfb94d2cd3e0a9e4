// @ts-check
import { entries, get, isObject, isSame, toSnippet } from './_json.mjs';
import { toNames } from './_request-path.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_json.mjs').JsonObject} JsonObject */
/** @typedef {import('./_judge.mjs').Reply} Reply */
/** The text that names an item in a path, and the property it was found under. @typedef {{ text: string, property?: string }} Identity */

/**
 * What may name a new item, the likeliest first: the last part of its Location, then properties
 * called as the path parameter, or as identities usually are.
 * @param {Reply} reply
 * @param {Json | undefined} body
 * @param {string} template of an item's path
 * @returns {Identity[]}
 */
export function findIdentities(reply, body, template) {
  const parameter = toNames(template).at(-1) ?? 'id';
  const last = toLast(String(reply.headers.location ?? ''), template);
  const named = collect(body, 0)
    .map((one) => ({ ...one, rank: rank(one.name, parameter) - one.depth }))
    .filter(({ rank: height }) => height > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ name, text }) => ({ text, property: name }));
  const property = named.find(({ text }) => encodeURIComponent(text) === last)?.property;
  const found = last === '' ? [] : [{ text: last, ...(property !== undefined && { property }) }];
  const all = [...found, ...named.map((one) => ({ ...one, text: encodeURIComponent(one.text) }))];
  return all.filter((one, index) => all.findIndex(({ text }) => text === one.text) === index);
}

/** What of a path stands where its template ends in a name: without what follows, such as `.json`. @param {string} location @param {string} template */
function toLast(location, template) {
  const [path = ''] = location.split(/[?#]/, 1);
  const last = path.replace(/\/$/, '').split('/').at(-1) ?? '';
  const ending = /\}([^{}/]+)$/.exec(template)?.[1] ?? '';
  return ending !== '' && last.endsWith(ending) ? last.slice(0, -ending.length) : last;
}

/** @param {Json | undefined} value @param {number} depth @returns {{ name: string, text: string, depth: number }[]} */
function collect(value, depth) {
  return entries(value).flatMap(([name, member]) => {
    if (typeof member === 'string' || typeof member === 'number') {
      return [{ name, text: String(member), depth }];
    }
    return isObject(member) && depth < 2 ? collect(member, depth + 1) : [];
  });
}

/** @param {string} name @param {string} parameter */
function rank(name, parameter) {
  const plain = (/** @type {string} */ word) => word.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  const [one, other] = [plain(name), plain(parameter)];
  if (one === other) return 20;
  if (one === 'id') return 18;
  if (other.endsWith(one) && one.length > 1) return 16;
  if (/^(uuid|uid|guid|key|name|slug|code|number|identifier|gid)$/.test(one)) return 12;
  return one.endsWith('id') ? 8 : 0;
}

/**
 * Whether a reply holds an item: an object with the same identity, or one that is like the item
 * where no property tells items apart.
 * @param {Json | undefined} body
 * @param {{ identity: Identity, shown?: Json | undefined }} item
 * @returns {boolean}
 */
export function contains(body, { identity, shown }) {
  const { text, property } = identity;
  const wanted = decodeURIComponent(text);
  if (property === undefined) return someObject(body, (one) => isSame(one, shown));
  const isNamed = (/** @type {Json | undefined} */ value) =>
    typeof value !== 'object' && String(value) === wanted;
  return someObject(body, (one) => isNamed(get(one, property))) || isListed(body, isNamed);
}

/** @param {Json | undefined} value @param {(one: JsonObject) => boolean} test @returns {boolean} */
function someObject(value, test) {
  if (Array.isArray(value)) return value.some((item) => someObject(item, test));
  if (!isObject(value)) return false;
  return test(value) || Object.values(value).some((member) => someObject(member, test));
}

/** Lists of bare identities. @param {Json | undefined} value @param {(one: Json) => boolean} test @returns {boolean} */
function isListed(value, test) {
  if (Array.isArray(value)) return value.some((item) => test(item) || isListed(item, test));
  return isObject(value) && Object.values(value).some((member) => isListed(member, test));
}

/** @param {Identity} identity */
export function toText({ text, property }) {
  return property === undefined ? text : `${property} ${toSnippet(decodeURIComponent(text))}`;
}

/**
 * The identity with the property that shows it, when one does.
 * @param {Identity} identity
 * @param {Json | undefined} shown
 * @returns {Identity}
 */
export function toNamed({ text, property }, shown) {
  const wanted = decodeURIComponent(text);
  const names = [...(property === undefined ? [] : [property]), ...toMemberNames(shown)];
  const name = names.find((one) =>
    someObject(shown, (value) => String(get(value, one)) === wanted),
  );
  return { text, ...(name !== undefined && { property: name }) };
}

/** @param {Json | undefined} value @returns {string[]} */
function toMemberNames(value, depth = 0) {
  if (!isObject(value) || depth > 2) return [];
  const below = Object.values(value).flatMap((member) => toMemberNames(member, depth + 1));
  return [...Object.keys(value), ...below];
}
