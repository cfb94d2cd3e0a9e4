import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The text of a file with a public RSA key in PEM; undefined when there is none at that path. */
export function readJwtKey(path: string): string | undefined {
  try {
    const pem = readFileSync(path, 'utf8');
    return createPublicKey(pem).asymmetricKeyType === 'rsa' ? pem : undefined;
  } catch {
    // Whatever it is, it is not the key that is needed.
    return undefined;
  }
}

/** What to do when a file is no such key. */
export const jwtKeyMend = 'Make one: openssl rsa -in key.pem -pubout -out public.pem';
