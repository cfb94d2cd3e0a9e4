// @ts-check
import { oddNames, oddValues } from './_odd.mjs';
import * as odd from './_odd-request.mjs';

/** @typedef {import('./_random.mjs').Random} Random */
/**
 * A request; every text of it is Latin-1, since that is what goes over the wire.
 * @typedef {object} Draft
 * @property {string} method
 * @property {string} target
 * @property {string} version
 * @property {[name: string, value: string][]} fields
 * @property {Buffer} body
 * @property {boolean} isCounted false: Content-Length is not added
 */

/** Damages a request. @type {Readonly<Record<string, (draft: Draft, random: Random) => void>>} */
export const requestMutations = {
  method: (draft, random) => {
    draft.method = random.pick(odd.methods);
  },
  segment: (draft, random) => {
    const [path = '', ...query] = draft.target.split('?');
    const segments = path.split('/');
    segments[random.below(segments.length)] = random.pick(odd.texts);
    draft.target = [segments.join('/'), ...query].join('?');
  },
  path: (draft, random) => {
    const [path = '', ...query] = draft.target.split('?');
    const all = [`${path}/`, `/${path}`, path.slice(1), path.toUpperCase(), `${path};a=b`, '*'];
    draft.target = [random.pick(all), ...query].join('?');
  },
  target: (draft, random) => {
    draft.target = random.pick(odd.targets);
  },
  query: (draft, random) => {
    const name = random.pick(['limit', 'offset', 'page', 'sort', 'id', ...oddNames]);
    const pair = `${encodeURIComponent(toWell(name))}=${random.pick(odd.texts)}`;
    const pairs = new Array(random.pick([1, 1, 2, 1200])).fill(pair).join('&');
    draft.target += (draft.target.includes('?') ? '&' : '?') + pairs.slice(0, 7000);
  },
  querySyntax: (draft, random) => {
    draft.target += random.pick(odd.queries) + random.pick(odd.queryEnds);
  },
  field: (draft, random) => {
    draft.fields.push([random.pick(odd.names), toLatin(random.pick(odd.values))]);
  },
  doubleField: (draft, random) => {
    const known = draft.fields.length > 0 ? random.pick(draft.fields) : undefined;
    const value = random.chance(0.5) ? known?.[1] : random.pick(odd.values);
    if (known && value !== undefined) draft.fields.push([known[0], toLatin(value)]);
  },
  dropField: (draft, random) => {
    draft.fields.splice(random.below(draft.fields.length + 1), 1);
  },
  contentType: onField('Content-Type', odd.types),
  accept: onField('Accept', [...odd.types, 'text/html;q=0', '*/*;q=x', ', ,', 'text/*, */*;q=0.1']),
  prefer: onField('Prefer', odd.preferences),
  session: onField('X-Mock-Session', ['a', 'b', 'c', ...odd.texts]),
  credentials: onField('Authorization', odd.credentials),
  cookie: (draft, random) => {
    const pairs = new Array(random.pick([1, 3, 300])).fill(random.pick(odd.cookies));
    set(draft, 'Cookie', pairs.join('; '));
  },
  condition: (draft, random) => {
    set(draft, random.pick(odd.conditions), random.pick([...odd.tags, ...odd.texts]));
  },
  bodyText: (draft, random) => {
    draft.body = Buffer.from(random.pick(odd.bodies));
  },
  bodyValue: (draft, random) => change(draft, random, () => random.pick(oddValues)),
  bodyMember: (draft, random) =>
    change(draft, random, (value) => {
      if (typeof value !== 'object' || value === null) return [value];
      const keys = Object.keys(value);
      const key = keys.length > 0 && random.chance(0.8) ? random.pick(keys) : random.pick(oddNames);
      return { ...value, [key]: random.pick(oddValues) };
    }),
  bodyCut: (draft, random) => {
    draft.body = draft.body.subarray(0, random.below(draft.body.length + 1));
  },
  bodyByte: (draft, random) => {
    if (draft.body.length === 0) return;
    draft.body = Buffer.from(draft.body);
    draft.body[random.below(draft.body.length)] = random.below(256);
  },
  length: (draft, random) => {
    const { length } = draft.body;
    const around = [`${length + 5}`, `${length - 1}`, `${length}, ${length}`];
    draft.isCounted = false;
    draft.fields.push(['Content-Length', random.pick([...around, ...odd.lengths])]);
  },
  chunked: (draft, random) => {
    draft.isCounted = false;
    set(draft, 'Transfer-Encoding', random.pick(odd.codings));
    const size = random.pick([draft.body.length.toString(16), '0', 'zz', 'ffffffffffffffff', '-1']);
    const end = Buffer.from('\r\n0\r\n\r\n');
    draft.body = Buffer.concat([Buffer.from(`${size}\r\n`), draft.body, end]);
  },
  version: (draft, random) => {
    draft.version = random.pick(odd.versions);
  },
};

/** @param {string} name @param {readonly string[]} values */
function onField(name, values) {
  return (/** @type {Draft} */ draft, /** @type {Random} */ random) =>
    set(draft, name, random.pick(values));
}

/** @param {Draft} draft @param {string} name @param {string} value */
function set(draft, name, value) {
  draft.fields = draft.fields.filter(([known]) => known.toLowerCase() !== name.toLowerCase());
  draft.fields.push([name, toLatin(value)]);
}

/** @param {Draft} draft @param {Random} random @param {(value: unknown) => unknown} make */
function change(draft, random, make) {
  let value;
  try {
    value = JSON.parse(draft.body.toString());
  } catch {
    value = random.pick(oddValues);
  }
  draft.body = Buffer.from(JSON.stringify(make(value)) ?? '');
}

/** Fields carry bytes. @param {string} text */
function toLatin(text) {
  return Buffer.from(text).toString('latin1');
}

/** A text that can be percent-encoded. @param {string} text */
function toWell(text) {
  return Buffer.from(text).toString('utf8');
}
