import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createToken, createTokenKey } from '../fixtures/token.ts';
import { toWhole, UsageError } from './usage.ts';

interface Flags {
  readonly org: string;
  readonly user: string;
  readonly audience: string;
  readonly permissions?: string;
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
    .option(
      '--expires-in <seconds>',
      'how long it is valid',
      toWhole('--expires-in', { min: 1, max: 3_155_760_000 }),
      86_400,
    )
    .option('--expired', 'one that expired an hour ago')
    .option('--key <file>', 'private key (PEM) to sign with (RS256); without it a key nobody keeps')
    .helpOption('-h, --help', 'print this help')
    .action((flags: Flags) => {
      process.stdout.write(`${createToken(toClaims(flags), toKey(flags.key))}\n`);
    });
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
  };
}

function toKey(path: string | undefined) {
  if (path === undefined) return createTokenKey();
  try {
    return createTokenKey(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageError(
      `--key: ${path} is no private RSA key in PEM. Make one: openssl genrsa -out key.pem 2048`,
    );
  }
}
