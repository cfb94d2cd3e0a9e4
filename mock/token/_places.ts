import { splitTarget, toUrl } from '../../kernel/http.ts';
import type { Call } from '../exchange/model.ts';

const service = '/__oauth';

/** Where the endpoints are, as the client sees them. */
export function toServiceUrl({ request }: Call): string {
  return toUrl(request, service);
}

/**
 * Who issues: the URL that the client knows the issuer by, which is that of the metadata it was told
 * to read without the well-known part (OpenID Connect Discovery §4.3, RFC 8414 §3.3). Metadata at
 * another path names endpoints that say so in their query.
 */
export function toIssuerUrl(call: Call): string {
  return toUrl(call.request, readIssuerPath(call).replace(/\/$/, ''));
}

/** An endpoint as this metadata names it; a query stays when the client adds to it (RFC 6749 §3.1). */
export function toEndpoint(call: Call, path: string): string {
  const issuer = readIssuerPath(call);
  const query = issuer === service ? '' : `?${new URLSearchParams({ issuer: issuer || '/' })}`;
  return `${toServiceUrl(call)}${path}${query}`;
}

const wellKnown = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(?=\/|$)/;

function readIssuerPath({ request, parameters }: Call): string {
  const { path } = splitTarget(request.target);
  if (wellKnown.test(path)) return path.replace(wellKnown, '');
  const { issuer } = parameters.query;
  return typeof issuer === 'string' ? issuer : service;
}
