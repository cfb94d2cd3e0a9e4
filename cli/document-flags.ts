import type { Command } from 'commander';
import { collect } from './usage.ts';

/** Adds the flags that every command has which reads documents. */
export function addDocumentFlags(command: Command): Command {
  return command
    .optionsGroup('Documents:')
    .option(
      '--base <prefix>',
      'serve a document below this path (the first for the first document, and so on; or name it as /prefix=document)',
      collect,
    )
    .option(
      '--overlay <file>',
      'apply this OpenAPI Overlay to every document (repeatable)',
      collect,
    )
    .option(
      '--header <field>',
      'send "Name: value" when fetching a document, to its own server only (repeatable)',
      collect,
    )
    .option(
      '--allow-remote-refs [hosts]',
      'let $refs bring in files from other servers: these (a,b), or any public one',
    )
    .option('--config <file>', 'read this configuration; without it standin.config.* of the folder')
    .option('--no-config', 'read no configuration');
}
