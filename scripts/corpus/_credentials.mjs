// @ts-check

/** @typedef {import('../../spec/model.ts').Security} Security */
/** @typedef {import('../../spec/model.ts').SecurityClause} SecurityClause */
/** @typedef {{ headers: Record<string, string>, query: string[], cookies: string[] }} Credentials */

const key = 'corpus-key-0123456789';

/**
 * Credentials that meet the first alternative of what an operation asks for.
 * @param {Security} security
 * @returns {Credentials}
 */
export function toCredentials(security) {
  /** @type {Credentials} */
  const made = { headers: {}, query: [], cookies: [] };
  for (const clause of security[0] ?? []) add(made, clause);
  return made;
}

/** @param {Credentials} made @param {SecurityClause} clause */
function add(made, { type, scheme, in: place, parameterName }) {
  const pair = `${encodeURIComponent(parameterName)}=${key}`;
  if (type === 'apiKey' && place === 'header') made.headers[parameterName] = key;
  else if (type === 'apiKey' && place === 'query') made.query.push(pair);
  else if (type === 'apiKey' && place === 'cookie') made.cookies.push(pair);
  else if (type === 'http') made.headers.Authorization = toAuthorization(scheme);
  else if (type === 'oauth2' || type === 'openIdConnect') {
    made.headers.Authorization = toAuthorization('bearer');
  }
}

/** @param {string} scheme */
function toAuthorization(scheme) {
  if (scheme === 'basic') return `Basic ${Buffer.from('corpus:secret').toString('base64')}`;
  return `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)} ${key}`;
}
