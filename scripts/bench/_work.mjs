// @ts-check
const subscription = 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39';
const path = `/v2/orgs/yoigo/subscriptions/${subscription}/contracts`;
const authorization = 'Bearer any';
const json = { authorization, 'content-type': 'application/json' };
const missing = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

/**
 * @typedef {{ method?: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: string }} Call
 * @typedef {{ name: string, status: number, toCalls: (ids: readonly string[]) => Call[] }} Work
 */

/** What is measured: a name, the status it must get, and the requests, which take turns. */
/** @type {readonly Work[]} */
export const works = [
  {
    name: 'read an item',
    status: 200,
    toCalls: (ids) => ids.map((id) => ({ path: `${path}/${id}`, headers: { authorization } })),
  },
  {
    name: 'list 50',
    status: 200,
    toCalls: () =>
      Array.from({ length: 16 }, (_, page) => ({
        path: `${path}?offset=${page * 50}&limit=50`,
        headers: { authorization },
      })),
  },
  {
    name: '404 of an unknown item',
    status: 404,
    toCalls: () => [{ path: `${path}/${missing}`, headers: { authorization } }],
  },
  {
    name: 'invalid body → 400',
    status: 400,
    toCalls: () => [
      { method: 'POST', path, headers: json, body: '{"documents_owner_id":"2357893"}' },
    ],
  },
  {
    name: 'create',
    status: 201,
    toCalls: () =>
      Array.from({ length: 16 }, (_, index) => ({
        method: /** @type {const} */ ('POST'),
        path,
        headers: json,
        body: `{"documents_contract_id":"A-${index}","documents_owner_id":"2357893"}`,
      })),
  },
];

/**
 * Ids of items that the server has.
 * @param {string} origin
 * @returns {Promise<string[]>}
 */
export async function findIds(origin) {
  const response = await fetch(`${origin}${path}?offset=0&limit=50`, {
    headers: { authorization },
  });
  /** @type {{ id: string }[]} */
  const items = JSON.parse(await response.text());
  return items.map(({ id }) => id);
}
