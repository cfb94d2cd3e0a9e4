// @ts-check
import { toCreate, toRead } from './_collection.mjs';

/**
 * @typedef {object} Walked
 * @property {number} items that were seen
 * @property {number} pages
 * @property {number} appended by the other client before the last page was read
 * @property {number} twice items that came more than once
 * @property {number} missing items that were there before the walk ended and did not come
 * @property {number} cpu of the server, in microseconds
 * @property {number} wall milliseconds
 * @property {number} stall the longest time that the server did nothing else, in milliseconds
 */

const limit = 1000;

/**
 * Reads a collection from its beginning to its end, page by page, while another client appends.
 * @param {import('./_servers.mjs').Server} server
 * @param {string} path
 * @returns {Promise<Walked>}
 */
export async function walk(server, path) {
  const url = `${server.origin}${path}`;
  const base = await countItems(url);
  const appender = startAppending(url, path);
  const before = await server.usage();
  await server.watch();
  const begin = performance.now();
  /** @type {Map<string, number>} */
  const seen = new Map();
  let pages = 0;
  // What was answered before the last page was asked for must be on one of them.
  let due = 0;
  for (let isMore = true; isMore; pages++) {
    due = appender.ids.length;
    const page = await readPage(`${url}?offset=${pages * limit}&limit=${limit}`);
    for (const { id } of page) seen.set(id, (seen.get(id) ?? 0) + 1);
    isMore = page.length === limit;
  }
  const wall = performance.now() - begin;
  await appender.stop();
  const stall = await server.stall();
  const after = await server.usage();
  const twice = [...seen.values()].filter((count) => count > 1).length;
  const late = appender.ids.filter((id) => seen.has(id)).length;
  const lost = appender.ids.slice(0, due).filter((id) => !seen.has(id)).length;
  const missing = lost + Math.abs(base - (seen.size - late));
  const figures = { wall, stall, cpu: after.cpu - before.cpu };
  return { items: seen.size, pages, appended: due, twice, missing, ...figures };
}

/**
 * How many items a list has that does not say so.
 * @param {string} url
 */
export async function countItems(url) {
  const isThere = async (/** @type {number} */ offset) =>
    (await readPage(`${url}?offset=${offset}&limit=1`)).length > 0;
  let [low, high] = [0, 1];
  while (await isThere(high - 1)) [low, high] = [high, high * 2];
  // There are `low` at least, and fewer than `high`.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isThere(middle - 1)) low = middle;
    else high = middle;
  }
  return low;
}

/** @param {string} url @returns {Promise<{ id: string }[]>} */
async function readPage(url) {
  const response = await fetch(url, { headers: toRead('').headers });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** @param {string} url @param {string} path */
function startAppending(url, path) {
  /** @type {string[]} */
  const ids = [];
  let isOver = false;
  const work = (async () => {
    while (!isOver) {
      const response = await fetch(url, toCreate(path, 'WHILE'));
      ids.push(JSON.parse(await response.text()).id);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    ids,
    stop: async () => {
      isOver = true;
      await work;
    },
  };
}
