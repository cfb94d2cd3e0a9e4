import { findHttpScheme } from '../spec/http-schemes.ts';
import type { Security, SecurityClause } from '../spec/model.ts';

/** What a request carries so that an operation lets it in. */
export interface SampleCredentials {
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Pairs of a query, percent-encoded. */
  readonly query: readonly string[];
}

/** Credentials for the first alternative of a security; nothing where nothing is asked. */
export function toSampleCredentials(security: Security): SampleCredentials {
  const [first = []] = security.some((clauses) => clauses.length === 0) ? [] : security;
  const fields = new Map<string, string>();
  const query: string[] = [];
  for (const clause of first) {
    const { type, parameterName: name } = clause;
    if (type === 'apiKey' && clause.in === 'query') {
      query.push(`${encodeURIComponent(name)}=any-key`);
      continue;
    }
    for (const [field, value] of toFields(clause)) {
      const before = fields.get(field);
      fields.set(field, before && field === 'Cookie' ? `${before}; ${value}` : value);
    }
  }
  return { fields: [...fields], query };
}

function toFields({ type, scheme, in: place, parameterName }: SecurityClause) {
  const pairs: [string, string][] = [];
  if (type === 'apiKey' && parameterName !== '') {
    if (place === 'cookie') pairs.push(['Cookie', `${parameterName}=any-key`]);
    if (place === 'header') pairs.push([parameterName, 'any-key']);
  }
  if (type === 'oauth2' || type === 'openIdConnect') pairs.push(['Authorization', bearer]);
  if (type === 'http') pairs.push(['Authorization', toAuthorization(scheme)]);
  // A JWT of two empty objects: the form is what counts.
  if (type === 'http' && scheme === 'dpop') pairs.push(['DPoP', 'e30.e30.any']);
  return pairs;
}

const bearer = 'Bearer any-token';

function toAuthorization(scheme: string): string {
  if (scheme === 'bearer' || scheme === '') return bearer;
  if (scheme === 'basic') return `Basic ${Buffer.from('any:any').toString('base64')}`;
  const known = findHttpScheme(scheme);
  const parameters = known?.parameters ?? [];
  const values = parameters.map((name) => `${name}="any"`).join(', ');
  return `${known?.name ?? scheme} ${values || 'any'}`;
}
