import { existsSync, readdirSync } from 'node:fs';
import type { Command } from 'commander';
import {
  type BrokerFlags,
  readPact,
  toBrokerOptions,
  type Verification,
  type VerifyOptions,
  verifyPacts,
} from '../harness/index.ts';
import { collect, UsageError } from './usage.ts';

interface Flags extends BrokerFlags {
  readonly url: string;
  readonly provider?: string;
  readonly statesUrl?: string;
  readonly states: boolean;
  readonly statesHeader: readonly string[];
  readonly header: readonly string[];
}

/** Takes the outcome of an action: whether nothing is wrong. */
type Told = (isGood: Promise<boolean>) => Promise<void>;

/** `standin pact verify`: runs Pact's verifier against a provider. */
export function addVerify(pact: Command, told: Told): void {
  pact
    .command('verify')
    .description('verify pacts against a provider, be it the mock or the real one')
    .argument('[pact...]', 'paths or URLs of pacts; without one, those in pacts/ or of the broker')
    .option('--url <url>', 'where the provider is', 'http://127.0.0.1:4010')
    .option('--provider <name>', 'only pacts of this provider', process.env.PACT_PROVIDER_NAME)
    .option(
      '--states-url <url>',
      "who takes Pact's changes of provider states (default: /_pact/provider-states of the provider)",
    )
    .option('--no-states', 'pass over provider states')
    .option('--states-header <field>', 'sent with changes of state (repeatable)', collect, [])
    .option(
      '--header <field>',
      'sent with every request, as "Name: value" (repeatable)',
      collect,
      [],
    )
    .option('--broker-url <url>', 'a Pact Broker (default: PACT_BROKER_BASE_URL)')
    .option('--consumer-version-selectors <json>', 'which consumers of the broker count')
    .option('--enable-pending', 'let pending pacts of the broker fail')
    .option('--publish', 'publish the results to the broker')
    .option('--provider-version <version>', 'the version that was verified')
    .option('--provider-branch <name>', 'the branch that was verified')
    .option('--build-url <url>', 'the build that verified')
    .helpOption('-h, --help', 'print this help')
    .action((pacts: string[], flags: Flags) => told(verify(pacts, flags)));
}

async function verify(pacts: readonly string[], flags: Flags): Promise<boolean> {
  const verdicts: boolean[] = [];
  for (const source of await findSources(pacts, flags)) {
    const result = await verifyPacts({ ...toOptions(flags), ...source });
    process.stdout.write(toReport(source.provider, result));
    verdicts.push(result.isPassed);
  }
  return verdicts.every((isPassed) => isPassed);
}

type Source = Pick<VerifyOptions, 'provider' | 'pacts' | 'broker'>;

/** What is verified, provider by provider: each is a run of its own. */
async function findSources(pacts: readonly string[], flags: Flags): Promise<Source[]> {
  const broker = toBrokerOptions(flags, process.env);
  const { provider } = flags;
  if (pacts.length === 0 && broker) {
    if (provider !== undefined) return [{ provider, broker }];
    throw new UsageError('A broker has pacts of many providers. Name one with --provider.');
  }
  const paths = pacts.length > 0 ? pacts : findPacts();
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const name = await readProvider(path, provider);
    if (provider === undefined || name === provider) {
      groups.set(name, [...(groups.get(name) ?? []), path]);
    }
  }
  if (groups.size > 0) return [...groups].map(([name, own]) => ({ provider: name, pacts: own }));
  throw new UsageError(`None of ${paths.join(', ')} is a pact with the provider ${provider}.`);
}

function findPacts(): string[] {
  const files = existsSync('pacts') ? readdirSync('pacts') : [];
  const paths = files.filter((file) => file.endsWith('.json')).map((file) => `pacts/${file}`);
  if (paths.length > 0) return paths.sort();
  throw new UsageError(
    'There is no pact in pacts/. Name the files, or a broker with PACT_BROKER_BASE_URL or --broker-url.',
  );
}

async function readProvider(path: string, provider: string | undefined): Promise<string> {
  if (!/^https?:/.test(path)) return (await readPact(path)).provider;
  if (provider !== undefined) return provider;
  throw new UsageError(`Name the provider of ${path} with --provider.`);
}

function toOptions({ url, statesUrl, states, statesHeader, header }: Flags) {
  if (!URL.canParse(url)) throw new UsageError(`--url is "${url}", which is no URL.`);
  const where = statesUrl === undefined ? {} : { statesUrl };
  return {
    url,
    ...(states ? where : { statesUrl: false as const }),
    headers: toFields('--header', header),
    statesHeaders: toFields('--states-header', statesHeader),
  };
}

function toFields(flag: string, texts: readonly string[]): Record<string, string> {
  const entries = texts.map((text) => {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return [name, value] as const;
    throw new UsageError(`${flag} is "${text}", not a field such as "Authorization: Bearer …".`);
  });
  return Object.fromEntries(entries);
}

function toReport(
  provider: string,
  { isPassed, interactions, others, stateFailures }: Verification,
) {
  const failed = interactions.filter(({ outcome }) => outcome === 'failed');
  const pending = interactions.filter(({ outcome }) => outcome === 'pending').length;
  const held = interactions.length - failed.length - pending;
  const aside = pending > 0 ? `, ${pending} pending` : '';
  const lines = [
    `${isPassed ? '✓' : '✗'} ${provider}: ${held} of ${interactions.length} interactions hold${aside}`,
    ...failed.map(({ description }) => `  ✗ ${description}`),
    ...others.map((reason) => `✗ ${reason}`),
    ...new Set(stateFailures.map(toStateText)),
  ];
  return `${lines.join('\n')}\n`;
}

function toStateText({ state, params, action, reason }: Verification['stateFailures'][number]) {
  const given = Object.keys(params).length > 0 ? ` with ${JSON.stringify(params)}` : '';
  const verb = action === 'teardown' ? 'torn down' : 'set up';
  const text = reason.replaceAll('\n', '\n    ');
  return `✗ The provider state "${state}"${given} could not be ${verb}.\n    ${text}`;
}
