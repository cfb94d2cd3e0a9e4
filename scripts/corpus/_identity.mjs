// @ts-check

import { entries, get, isObject, isSame, toSnippet } from './_json.mjs';
import { toNames } from './_request-path.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_json.mjs').JsonObject} JsonObject */
/** @typedef {import('./_judge.mjs').Reply} Reply */
/**
 * The text that names an item in a path, and the property it was found under. It is sure when the
 * name of that property says so, not only that it is some name or some id. The parameter is what
 * paths call it.
 * @typedef {{ text: string, property?: string, isSure?: boolean, parameter?: string }} Identity
 */

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
  const named = collect(body, { depth: 0, holder: '' })
    .map((one) => ({ ...one, base: Math.max(rank(one.name, parameter), rankHeld(one, parameter)) }))
    .filter(({ base, depth }) => base - depth > 0)
    .sort((a, b) => b.base - b.depth - (a.base - a.depth))
    .map(({ name, text, base }) => ({ text, property: name, isSure: base >= sure, parameter }));
  const property = named.find(({ text }) => encodeURIComponent(text) === last)?.property;
  const known = {
    text: last,
    isSure: true,
    parameter,
    ...(property !== undefined && { property }),
  };
  const found = last === '' ? [] : [known];
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

/** @typedef {{ name: string, text: string, depth: number, holder: string }} Named */

/** @param {Json | undefined} value @param {{ depth: number, holder: string }} place @returns {Named[]} */
function collect(value, { depth, holder }) {
  return entries(value).flatMap(([name, member]) => {
    const [only, more] = Array.isArray(member) ? member : [member];
    if (more === undefined && (typeof only === 'string' || typeof only === 'number')) {
      return [{ name, text: String(only), depth, holder }];
    }
    // Some show one item as a list of one.
    const isOne = isObject(only) && more === undefined;
    // Links lead to other things, and are called like them.
    const inner = isOne && !name.startsWith('_') ? only : undefined;
    return inner && depth < 2 ? collect(inner, { depth: depth + 1, holder: name }) : [];
  });
}

/** @param {string} word */
function plain(word) {
  return word.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

const sure = 16;

/** How likely it is that a property names what a path parameter names. @param {string} name @param {string} parameter */
export function rank(name, parameter) {
  const [one, other] = [plain(name), plain(parameter)];
  if (one === other) return 20;
  // What is called by a name is not called by its number as well.
  if (/^(id|gid|uuid|guid)$/.test(one))
    return /(name|login|slug|number|code)$/.test(other) ? 11 : 18;
  if (one === `${other}s`) return 17;
  if (people.test(one) && people.test(other)) return 16;
  if (isIdWord(name) && toTail(name) === toTail(parameter)) return 16;
  const isEnd = one.length > 1 && other.endsWith(one);
  if (isEnd || (other.length > 2 && one.endsWith(other))) return 16;
  if (/^(uid|key|name|slug|code|number|identifier|login|username)$/.test(one)) return 12;
  return one.endsWith('id') ? 8 : 0;
}

/** @param {string} name */
function isIdWord(name) {
  return /(id|uuid|gid)$/i.test(name);
}

/** The last two words of a name: a `statutoryLeaveID` is a `StatutorySickLeaveID`. @param {string} name */
function toTail(name) {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.length < 2 ? name : words.slice(-2).join(' ');
}

const people = /^(user(name)?|login|handle|member|assignee)$/;

/** The `id` of a `role` is a `role_id`. @param {Named} named @param {string} parameter */
function rankHeld({ name, holder }, parameter) {
  return holder !== '' && plain(holder + name) === plain(parameter) ? 18.5 : 0;
}

/**
 * Whether a reply holds an item: an object with the same identity, or one that is like the item
 * where no property tells items apart.
 * @param {Json | undefined} body
 * @param {{ identity: Identity, shown?: Json | undefined }} item
 * @returns {boolean}
 */
export function contains(body, { identity, shown }) {
  const { text, property, parameter } = identity;
  const wanted = decodeURIComponent(text);
  const isNamed = (/** @type {Json | undefined} */ value) =>
    typeof value !== 'object' && String(value) === wanted;
  if (isListed(body, isNamed)) return true;
  if (property !== undefined && someObject(body, (one) => isNamed(get(one, property)))) return true;
  // A list may call it otherwise than the item does, or the item say nothing of itself.
  const least = property === undefined ? 12 : sure;
  const isCalled = (/** @type {[string, Json]} */ [name, value]) =>
    isNamed(value) && rank(name, parameter ?? '') >= least;
  if (toItems(body).some((one) => entries(one).some(isCalled))) return true;
  if (property !== undefined) return false;
  const whole = toParts(shown);
  return someObject(body, (one) => whole.some((other) => isLike(one, other)));
}

/** The objects of the first array that has some. @param {Json | undefined} body @returns {JsonObject[]} */
export function toItems(body, depth = 0) {
  if (Array.isArray(body)) return body.filter(isObject);
  if (!isObject(body) || depth > 2) return [];
  const found = Object.values(body).map((member) => toItems(member, depth + 1));
  return found.find((list) => list.length > 0) ?? [];
}

/** What is shown, and what it may be the envelope of. @param {Json | undefined} shown @returns {JsonObject[]} */
export function toParts(shown, depth = 0) {
  const one = Array.isArray(shown) && shown.length === 1 ? shown[0] : shown;
  if (!isObject(one)) return [];
  const below = depth < 2 ? Object.values(one).flatMap((member) => toParts(member, depth + 1)) : [];
  return [one, ...below];
}

/** The same, or less of it. @param {JsonObject} one @param {JsonObject} whole */
function isLike(one, whole) {
  const names = Object.keys(one);
  const isPart = names.every((name) => isSame(get(one, name), get(whole, name)));
  return (
    isPart && (names.length > 1 || names.length === Object.keys(whole).length) && names.length > 0
  );
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
export function toNamed({ property, ...rest }, shown) {
  const { text } = rest;
  const wanted = decodeURIComponent(text);
  const names = [...(property === undefined ? [] : [property]), ...toMemberNames(shown)];
  const name = names.find((one) =>
    someObject(shown, (value) => String(get(value, one)) === wanted),
  );
  return { ...rest, ...(name !== undefined && { property: name }) };
}

/** @param {Json | undefined} value @returns {string[]} */
function toMemberNames(value, depth = 0) {
  if (!isObject(value) || depth > 2) return [];
  const below = Object.values(value).flatMap((member) => toMemberNames(member, depth + 1));
  return [...Object.keys(value), ...below];
}
