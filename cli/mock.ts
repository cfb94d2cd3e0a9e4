import type { Command } from 'commander';
import type { DocumentFlags } from './arguments.ts';
import { addDocumentFlags } from './document-flags.ts';
import { logFormats, logLevels } from './log.ts';
import { type ServeFlags, serve } from './serve.ts';
import { collect, toChoice, toWhole } from './usage.ts';

/** `standin mock`: serves documents until it is told to stop. */
export function addMock(program: Command): void {
  const command = program
    .command('mock', { isDefault: true })
    .description('serve OpenAPI documents, statefully; without a document, the two that ship')
    .argument('[document...]', 'paths or http(s) addresses of OpenAPI documents (YAML or JSON)');
  addDocumentFlags(addListening(addData(command)))
    .option('--cors', 'let pages of other origins in (default)')
    .option('--no-cors', 'send no CORS fields')
    .option('-w, --watch', 'read the files again when they change, and keep the state')
    .option('--no-watch', 'leave them alone (default)')
    .option(
      '--log-level <level>',
      `one of ${logLevels.join(', ')} (info)`,
      toChoice('--log-level', logLevels),
    )
    .option(
      '--log-format <format>',
      `one of ${logFormats.join(', ')} (pretty)`,
      toChoice('--log-format', logFormats),
    )
    .helpOption('-h, --help', 'print this help')
    .action((documents: string[], flags: ServeFlags & DocumentFlags) => serve(documents, flags));
}

function addData(command: Command): Command {
  return command
    .option('--seed <text>', 'the same seed gives the same data (1)')
    .option(
      '--scenario <name|file>',
      'start from this scenario (repeatable: together, later ones win)',
      collect,
    )
    .option('--strict-ids', 'without a scenario too, an item that nobody made is a 404')
    .option('--no-strict-ids', 'any identity is there until it is removed (default)');
}

/** No defaults here: what is not given on the command line may stand in the configuration. */
function addListening(command: Command): Command {
  return command
    .option(
      '-p, --port <number>',
      'port to listen on (4010); 0 takes a free one',
      toWhole('--port', { min: 0, max: 65535 }),
    )
    .option('-H, --host <name>', 'address to listen on (127.0.0.1)')
    .option('--jwt-key <file>', 'public key (PEM) that bearer tokens must be signed with (RS256)')
    .option('--admin-token <text>', 'bearer token the control API at /__admin asks for')
    .option('--admin', 'serve the control API (default)')
    .option('--no-admin', 'serve no control API');
}
