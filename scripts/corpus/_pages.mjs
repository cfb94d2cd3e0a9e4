// @ts-check

import { entries, get, isObject } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_judge.mjs').Reply} Reply */
/** @typedef {import('./_project.mjs').Operation} Operation */
/** @typedef {import('./_project.mjs').Parameter} Parameter */

const most = 100;
const patience = 12;
const limits =
  /^(page[_-]?)?(limit|size)$|^(per[_-]?page|page[_-]?(size|limit)|max[_-]?results|count|take|top|first|rows|results)$|^page\[(size|limit)\]$/i;
const skips = /^(offset|skip|start(_?index)?)$|^page\[offset\]$/i;
const numbers = /^(page|page[_-]?(no|num|number|index))$|^page\[number\]$/i;

const cursors = /cursor|marker|page_?token|next|after|continuation|^page$/i;

/**
 * Query strings that ask for a list piece by piece: as large as it may be, then on and on with
 * what the document has for it, until a reply brings nothing more.
 */
export class Pages {
  #turn = 0;

  /** @param {Operation} operation */
  constructor({ parameters }) {
    const query = parameters.filter((one) => one.in === 'query');
    const find = (/** @type {RegExp} */ names) => query.find(({ name }) => names.test(name))?.name;
    this.required = new Set(query.filter(({ required }) => required).map(({ name }) => name));
    const limit = query.find(({ name }) => limits.test(name));
    this.size = limit ? toLimit(limit) : 10;
    this.wide = limit ? [toPair(limit.name, this.size)] : [];
    this.skip = find(skips);
    this.number = find(numbers);
    this.cursor = find(cursors);
    /** @type {ReadonlySet<string>} what asks for a page */
    this.names = new Set(
      [limit?.name, this.skip, this.number, this.cursor].flatMap((one) => one ?? []),
    );
  }

  /** The first: what must be said of the place is said as well. */
  get first() {
    const place = [
      ...(this.#isRequired(this.skip) ? [toPair(this.skip ?? '', 0)] : []),
      ...(this.#isRequired(this.number) ? [toPair(this.number ?? '', 1)] : []),
    ];
    return [...this.wide, ...place].join('&');
  }

  /** @param {string | undefined} name */
  #isRequired(name) {
    return this.required.has(name ?? '');
  }

  /**
   * The next, after a reply; undefined when that was the last or nobody knows how to go on.
   * @param {Reply} reply
   * @param {Json | undefined} body
   * @returns {string | undefined}
   */
  next(reply, body) {
    this.#turn += 1;
    if (this.#turn > patience) return undefined;
    const link = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(String(reply.headers.link ?? ''))?.[1];
    const given = link ?? findNext(body);
    const query = given?.split('?')[1];
    if (query !== undefined) return query;
    if (this.skip !== undefined) return this.#counted(this.skip, this.#turn * this.size, body);
    if (this.number !== undefined) return this.#counted(this.number, this.#turn + 1, body);
    const last = given ?? findLast(body);
    if (this.cursor === undefined || last === undefined) return undefined;
    return [...this.wide, toPair(this.cursor, last)].join('&');
  }

  /** @param {string} name @param {number} value @param {Json | undefined} body */
  #counted(name, value, body) {
    if (findLast(body) === undefined) return undefined;
    return [...this.wide, toPair(name, value)].join('&');
  }
}

/** @param {string} name @param {string | number} value */
function toPair(name, value) {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

/** What a reply calls the next page or the cursor, outside its items. @param {Json | undefined} body @returns {string | undefined} */
function findNext(body, depth = 0) {
  if (depth > 3) return undefined;
  for (const [name, value] of entries(body)) {
    const isNext = /next|cursor|marker|after|continuation/i.test(name);
    if (isNext && typeof value === 'string' && value !== '') return value;
    const below = isObject(value) ? findNext(value, depth + 1) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}

/** The identity of the last item of the first list of objects. @param {Json | undefined} body @returns {string | undefined} */
function findLast(body, depth = 0) {
  if (Array.isArray(body)) {
    const id = get(body.at(-1), 'id');
    if (body.length === 0) return undefined;
    return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
  }
  const lists = depth < 3 ? entries(body).map(([, value]) => findLast(value, depth + 1)) : [];
  return lists.find((one) => one !== undefined);
}

/** @param {Parameter} parameter */
function toLimit({ schema }) {
  const node = schema?.node;
  const bound =
    typeof node === 'object' && node !== null && 'maximum' in node ? node.maximum : most;
  return typeof bound === 'number' ? Math.min(most, bound) : most;
}
