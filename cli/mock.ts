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
    .argument(
      '[document...]',
      'paths or http(s) addresses of OpenAPI documents (YAML or JSON); /prefix=document serves one below a path',
    );
  // No defaults here: what is not given on the command line may stand in the configuration.
  addTelling(addData(addDocumentFlags(addListening(command))))
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .action((documents: string[], flags: ServeFlags & DocumentFlags) => serve(documents, flags));
}

const examples = `
Examples:
  standin                                  the two documents that ship, or those of standin.config.*
  standin api.yaml                         your own; "standin explain api.yaml" says what it does
  standin https://example.com/api.json     one that is fetched first
  standin /shop=shop.yaml /pay=pay.yaml    several, each below a path of its own`;

function addListening(command: Command): Command {
  return command
    .optionsGroup('Listening:')
    .option(
      '-p, --port <number>',
      'port to listen on (4010); 0 takes a free one',
      toWhole('--port', { min: 0, max: 65535 }),
    )
    .option('-H, --host <name>', 'address to listen on (127.0.0.1)')
    .option('--cors', 'let pages of other origins in (default)')
    .option('--no-cors', 'send no CORS fields')
    .option('--jwt-key <file>', 'public key (PEM) that bearer tokens must be signed with (RS256)')
    .option('--admin', 'serve the control API at /__admin (default)')
    .option('--no-admin', 'serve no control API')
    .option('--admin-token <text>', 'bearer token that the control API asks for');
}

function addData(command: Command): Command {
  return command
    .optionsGroup('Data:')
    .option('--seed <text>', 'the same seed gives the same data (1)')
    .option(
      '--scenario <name|file>',
      'start from this scenario (repeatable: together, later ones win)',
      collect,
    )
    .option('--strict-ids', 'without a scenario too, an item that nobody made is a 404')
    .option('--no-strict-ids', 'any identity is there until it is removed (default)')
    .option('-w, --watch', 'read the files again when they change, and keep the state')
    .option('--no-watch', 'leave them alone (default)');
}

function addTelling(command: Command): Command {
  return command
    .optionsGroup('Other:')
    .option(
      '--log-level <level>',
      `one of ${logLevels.join(', ')} (info)`,
      toChoice('--log-level', logLevels),
    )
    .option(
      '--log-format <format>',
      `one of ${logFormats.join(', ')} (pretty)`,
      toChoice('--log-format', logFormats),
    );
}
