import { Command, CommanderError } from 'commander';
import { DocumentError, getVersion } from '../mock/index.ts';
import { addCheck } from './check.ts';
import { addExplain } from './explain.ts';
import { addMock } from './mock.ts';
import { addPact } from './pact.ts';
import { addToken } from './token.ts';
import { UsageError } from './usage.ts';

/** The exit codes of every command. */
const exitCodes = { done: 0, found: 1, refused: 2 } as const;

/**
 * Runs the command line and resolves with the exit code: 0 when all went well, 1 when something was
 * to be judged and is not good, 2 when the command or a file it was given cannot be used. A server
 * that listens keeps the process alive.
 */
export async function run(argv: readonly string[]): Promise<number> {
  let isGood = true;
  const program = createProgram((verdict) => {
    isGood &&= verdict;
  });
  try {
    await program.parseAsync([...argv]);
    return isGood ? exitCodes.done : exitCodes.found;
  } catch (error) {
    return report(error);
  }
}

function createProgram(judge: (isGood: boolean) => void): Command {
  const program = new Command('standin')
    .description(
      'A stand-in for an HTTP API: give it an OpenAPI document and it behaves like the API.',
    )
    .version(getVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .exitOverride();
  addMock(program);
  addExplain(program);
  addCheck(program, judge);
  addToken(program);
  addPact(program, judge);
  // Commands are made before the override reaches them, so each is told by itself.
  for (const command of program.commands) command.exitOverride();
  return program;
}

function report(error: unknown): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.done : exitCodes.refused;
  if (error instanceof DocumentError || error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return exitCodes.refused;
  }
  throw error;
}
