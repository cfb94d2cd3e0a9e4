import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createToken, createTokenKey } from '../fixtures/token.ts';
import { deriveTokenKey, toPublicJwk } from '../fixtures/token-key.ts';
import { toWhole, UsageError } from './usage.ts';

interface Flags {
  readonly org: string;
  readonly user: string;
  readonly audience: string;
  readonly permissions?: string;
  readonly scope?: string;
  readonly seed: string;
  readonly expiresIn: number;
  readonly expired?: boolean;
  readonly key?: string;
}

/** `standin token`: a JWT that the mock, and whoever only reads claims, accepts. */
export function addToken(program: Command): void {
  program
    .command('token')
    .description('print a JWT for trying the secured operations')
    .option('--org <name>', 'the organization the token is for', 'yoigo')
    .option('--user <name>', 'claim preferred_username', 'john.doe@masorange.es')
    .option('--audience <name>', 'claim aud', 'mas-subscriptions.auth.masmovil.com')
    .option(
      '--permissions <list>',
      'claim permissions, separated by commas; without it the claim is left out',
    )
    .option('--scope <list>', 'claim scope, separated by spaces')
    .option(
      '--expires-in <seconds>',
      'how long it is valid',
      toWhole('--expires-in', { min: 1, max: 3_155_760_000 }),
      86_400,
    )
    .option('--expired', 'one that expired an hour ago')
    .option('--seed <text>', 'sign with the key of a mock that has this seed', '1')
    .option('--key <file>', 'private key (PEM) to sign with (RS256)')
    .helpOption('-h, --help', 'print this help')
    .action((flags: Flags) => {
      process.stdout.write(`${toTokenText(flags)}\n`);
    });
}

/** Without a key of one's own, signed as the token service of a mock with the seed signs. */
function toTokenText(flags: Flags): string {
  const facts = toClaims(flags);
  if (flags.key !== undefined) return createToken(facts, readKey(flags.key));
  const key = deriveTokenKey(flags.seed);
  return createToken(facts, key, toPublicJwk(key).kid);
}

function toClaims(flags: Flags) {
  const now = Math.floor(Date.now() / 1000);
  const permissions = flags.permissions?.split(',').map((name) => name.trim());
  return {
    ...{
      org: flags.org,
      user: flags.user,
      audience: flags.audience,
      issuedAt: flags.expired ? now - 7200 : now,
    },
    expiresAt: flags.expired ? now - 3600 : now + flags.expiresIn,
    ...(permissions && { permissions }),
    ...(flags.scope !== undefined && { scope: flags.scope }),
  };
}

function readKey(path: string) {
  try {
    return createTokenKey(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageError(
      `--key: ${path} is no private RSA key in PEM. Make one: openssl genrsa -out key.pem 2048`,
    );
  }
}
