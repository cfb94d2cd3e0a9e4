import type { Command } from 'commander';
import { UnusableError } from '../harness/index.ts';
import { addCompare } from './pact-compare.ts';
import { addDerive } from './pact-derive.ts';
import { addVerify } from './pact-verify.ts';
import { UsageError } from './usage.ts';

/** Takes the verdict of a command: true when nothing is wrong. */
export type Judge = (isGood: boolean) => void;

/** `standin pact`: contract tests with Pact. */
export function addPact(program: Command, judge: Judge): void {
  const pact = program
    .command('pact')
    .description('verify pacts, compare them with documents, derive them from a journal')
    .helpOption('-h, --help', 'print this help');
  const told = (isGood: Promise<boolean>) => isGood.then(judge).catch(refuse);
  addVerify(pact, told);
  addCompare(pact, told);
  addDerive(pact, told);
  for (const command of pact.commands) command.exitOverride();
}

function refuse(error: unknown): never {
  throw error instanceof UnusableError ? new UsageError(error.message) : error;
}
