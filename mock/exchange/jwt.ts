import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  toSnippet,
} from '../../kernel/json.ts';

/** Why a token is refused, as a sentence. */
export interface TokenFault {
  readonly rule: string;
  readonly message: string;
}

/** The claims of a JWT (RFC 7519), or undefined for a token of another form. */
export function readClaims(token: string): JsonObject | undefined {
  if (!token.includes('.')) return undefined;
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  if (more.length > 0 || !readPart(header)) return undefined;
  return readPart(payload);
}

function readPart(part: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Checks `exp` and `nbf` (RFC 7519 §4.1.4–5) against the clock, in milliseconds. */
export function checkTimes(claims: JsonObject, now: number): TokenFault | undefined {
  const seconds = now / 1000;
  const { exp, nbf } = claims;
  if (exp !== undefined && typeof exp !== 'number') {
    return {
      rule: 'exp',
      message: `The claim exp of the token is ${toSnippet(exp)}, not a number of seconds.`,
    };
  }
  if (exp !== undefined && exp <= seconds) {
    const at = toInstant(exp);
    return { rule: 'exp', message: `The token expired at ${at}; get a new one (standin token).` };
  }
  if (typeof nbf === 'number' && nbf > seconds) {
    return { rule: 'nbf', message: `The token is not valid before ${toInstant(nbf)}.` };
  }
  return undefined;
}

function toInstant(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString();
}

/** Reads a PEM key or certificate for `checkSignature`; throws what node:crypto throws. */
export function toVerificationKey(pem: string): KeyObject {
  return createPublicKey(pem);
}

/** Checks an RS256 signature (RFC 7518 §3.3). */
export function checkSignature(token: string, key: KeyObject): TokenFault | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const isRs256 = readPart(header)?.alg === 'RS256';
  const data = Buffer.from(`${header}.${payload}`);
  const isValid = isRs256 && verify('RSA-SHA256', data, key, Buffer.from(signature, 'base64url'));
  if (isValid) return undefined;
  const message = 'The token is not signed (RS256) with the key that this server was given.';
  return { rule: 'signature', message };
}

/**
 * The values at a path such as `tenants[].org`; undefined when the claim is absent. Texts are
 * split at spaces, as `scope` is (RFC 8693 §4.2).
 */
export function getClaimValues(claims: JsonObject, path: string): readonly string[] | undefined {
  let values: readonly Json[] = [claims];
  for (const step of path.split('.')) {
    const name = step.replace(/\[\]$/, '');
    const next = values.flatMap((value) =>
      isJsonObject(value) && Object.hasOwn(value, name) ? [value[name] ?? null] : [],
    );
    if (next.length === 0 && values.length > 0) return undefined;
    values = step.endsWith('[]')
      ? next.flatMap((value) => (isJsonArray(value) ? value : [value]))
      : next;
  }
  return values.flatMap((value) => {
    if (isJsonArray(value)) return value.map(String);
    return typeof value === 'string'
      ? value.split(/\s+/).filter((word) => word !== '')
      : [String(value)];
  });
}
