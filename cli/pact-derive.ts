import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { getShippedDocuments } from '../fixtures/shipped.ts';
import { type Derivation, derivePacts } from '../harness/index.ts';
import { loadDocument } from '../spec/load.ts';
import { collect, UsageError } from './usage.ts';

interface Flags {
  readonly consumer: string;
  readonly out: string;
  readonly url: string;
  readonly session?: string;
  readonly state?: string;
  readonly parameter: readonly string[];
  readonly adminToken?: string;
}

/** `standin pact derive`: a pact of what a front end's own tests did against the mock. */
export function addDerive(pact: Command, told: (isGood: Promise<boolean>) => Promise<void>): void {
  pact
    .command('derive')
    .description("write pacts of what a consumer's own tests asked a running mock")
    .argument('[document...]', 'what the mock serves; without a document, the two that ship')
    .requiredOption('--consumer <name>', 'the name of the consumer')
    .option('--out <folder>', 'where the pacts go', 'pacts')
    .option('--url <url>', 'where the mock is', 'http://127.0.0.1:4010')
    .option('--session <id>', 'the session of the tests; without it, the base')
    .option('--state <scenario>', 'the scenario it began in (default: the one the mock tells)')
    .option('--parameter <name=value>', 'give a parameter of it (repeatable)', collect, [])
    .option('--admin-token <token>', 'what the control API asks for beyond this machine')
    .helpOption('-h, --help', 'print this help')
    .action((documents: string[], flags: Flags) => told(derive(documents, flags)));
}

async function derive(
  paths: readonly string[],
  { out, parameter, ...flags }: Flags,
): Promise<boolean> {
  const parameters = Object.fromEntries(parameter.map(toPair));
  const inputs = paths.length > 0 ? paths : getShippedDocuments();
  const documents = await Promise.all(inputs.map((path) => loadDocument(path)));
  const derivation = await derivePacts({ ...flags, documents, parameters });
  mkdirSync(out, { recursive: true });
  for (const { name, text } of derivation.pacts) writeFileSync(join(out, name), text);
  process.stdout.write(toReport(derivation, out));
  return true;
}

function toReport({ pacts, leftOut, state }: Derivation, out: string): string {
  const given = state === undefined ? '' : `, given "${state.name}"`;
  const lines = [
    ...pacts.map(({ name, interactions }) => {
      const noun = interactions === 1 ? 'interaction' : 'interactions';
      return `${join(out, name)}: ${interactions} ${noun}${given}`;
    }),
    ...leftOut.map(({ request, reason }) => `left out: ${request}\n  ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

function toPair(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  if (name !== '' && value.length > 0) return [name, value.join('=')];
  throw new UsageError(`--parameter is "${text}". Write it as name=value.`);
}
