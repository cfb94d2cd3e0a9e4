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
  else if (type === 'http') Object.assign(made.headers, toFields(scheme));
  else if (type === 'oauth2' || type === 'openIdConnect') {
    Object.assign(made.headers, toFields('bearer'));
  }
}

/** What the schemes' own specifications put behind their names. @type {Record<string, string>} */
const forms = {
  basic: Buffer.from('corpus:secret').toString('base64'),
  concealed: 'k=Y29ycHVz, a=Y29ycHVz, s=2055, v=Y29ycHVz, p=Y29ycHVz',
  digest: 'username="corpus", realm="corpus", nonce="0", uri="/", response="0123456789abcdef"',
  hoba: 'result="Y29ycHVz"',
  mutual: 'realm="corpus"',
  oauth: 'oauth_consumer_key="corpus", oauth_signature_method="PLAINTEXT"',
  privatetoken: 'token=Y29ycHVz',
  'scram-sha-1': 'data=Y29ycHVz',
  'scram-sha-256': 'data=Y29ycHVz',
  vapid: 't=Y29ycHVz, k=Y29ycHVz',
};

/** @param {string} scheme @returns {Record<string, string>} */
function toFields(scheme) {
  const name = `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)}`;
  const Authorization = `${name} ${forms[scheme.toLowerCase()] ?? key}`;
  if (scheme.toLowerCase() !== 'dpop') return { Authorization };
  const parts = [
    { typ: 'dpop+jwt', alg: 'ES256' },
    { jti: 'corpus', htm: 'GET', htu: '/' },
  ];
  const proof = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return { Authorization, DPoP: `${proof.join('.')}.Y29ycHVz` };
}
