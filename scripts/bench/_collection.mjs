// @ts-check
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { root } from '../_run.mjs';

const parent = 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39';
const bearer = { authorization: 'Bearer any' };
const json = { ...bearer, 'content-type': 'application/json' };

/** The collection of contracts that each of the shipped documents has. */
export const collections = {
  v2: {
    document: `${root}/spec/documents/subscriptions.v2.yaml`,
    parents: '/v2/orgs/yoigo/subscriptions',
    path: `/v2/orgs/yoigo/subscriptions/${parent}/contracts`,
  },
  v3: {
    document: `${root}/spec/documents/sales.v3.yaml`,
    parents: '/v3/orgs/yoigo/sales/commercial_transactions',
    path: `/v3/orgs/yoigo/sales/commercial_transactions/${parent}/contracts`,
  },
};

/** @param {string} path @returns {import('./_work.mjs').Call} */
export function toRead(path) {
  return { path, headers: bearer };
}

/** @param {string} path @param {string} name @returns {import('./_work.mjs').Call} */
export function toCreate(path, name) {
  const body = JSON.stringify({ documents_contract_id: name, documents_owner_id: '2357893' });
  return { method: 'POST', path, headers: json, body };
}

/** @param {string} path @returns {import('./_work.mjs').Call} */
export function toInvalid(path) {
  return { method: 'POST', path, headers: json, body: '{"documents_owner_id":"2357893"}' };
}

/** A folder for files that servers start from; whoever opens it removes it. */
export function createFolder() {
  const folder = mkdtempSync(`${tmpdir()}/standin-bench-`);
  return {
    /** @param {string} name @param {string} text @returns {string} where it is */
    write(name, text) {
      writeFileSync(`${folder}/${name}`, text);
      return `${folder}/${name}`;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * A scenario with so many contracts, called DOC-1, DOC-2 and so on.
 * @param {keyof typeof collections} version
 * @param {number} count
 */
export function toScenario(version, count) {
  const { parents, path } = collections[version];
  return `scenario: so-many
state:
  ${parents}:
    entities: [{ id: ${parent} }]
  ${path}:
    generate: ${count}
    with: { documents_contract_id: "DOC-\${index}" }
`;
}
