import { existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { createMock, type DocumentInfo } from '../mock/index.ts';
import { type DocumentFlags, isAddress } from './arguments.ts';
import { addDocumentFlags } from './document-flags.ts';
import { type Explained, findExplained, suggest } from './explain-search.ts';
import { countTotals, toExplanation } from './explain-text.ts';
import { readSettings } from './settings.ts';
import { UsageError } from './usage.ts';

interface Flags extends DocumentFlags {
  readonly json?: boolean;
  readonly all?: boolean;
}

/** `standin explain`: what was inferred from documents, what was not, and why. */
export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .description('print what was understood of documents, what was not, and why')
    .argument(
      '[document...]',
      'documents, and after them what to look for: an operationId, a method and a path, or any text',
    );
  addDocumentFlags(command)
    .optionsGroup('Other:')
    .option('--all', 'tell every operation, however many there are')
    .option('--json', 'print JSON')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .action((words: string[], flags: Flags) => explain(words, flags));
}

const examples = `
Examples:
  standin explain                          the documents that ship, or those of the configuration
  standin explain api.yaml                 totals, resources, what is not understood, odd corners
  standin explain api.yaml listPets        one operation: what it does, why, and how to call it
  standin explain api.yaml GET /pets/7     the operation that answers this
  standin explain api.yaml pets            everything with "pets" in it`;

async function explain(words: readonly string[], flags: Flags): Promise<void> {
  const { names, text } = splitWords(words);
  const { mock: options } = await readSettings(names, flags);
  const mock = await createMock(options);
  const { documents, warnings } = mock;
  const found = documents.map((document) => findExplained(document, text));
  if (
    text !== '' &&
    found.every(({ operations, resources }) => !operations.length && !resources.length)
  ) {
    throw new UsageError(toNothing(documents, text));
  }
  const told = flags.json
    ? JSON.stringify(toJson(found, warnings), null, 2)
    : toExplanation(found, { text, warnings, isWhole: flags.all === true });
  process.stdout.write(`${told}\n`);
}

/** Documents come first; the first word that is none begins what is looked for. */
function splitWords(words: readonly string[]): { names: readonly string[]; text: string } {
  const index = words.findIndex((word) => !isDocument(word));
  if (index < 0) return { names: words, text: '' };
  // A document that is not there is told to be missing rather than looked for.
  const first = words[index] ?? '';
  if (index === 0 && /\.(ya?ml|json)$/i.test(first)) return { names: words, text: '' };
  return { names: words.slice(0, index), text: words.slice(index).join(' ') };
}

function isDocument(word: string): boolean {
  if (isAddress(word)) return true;
  if (existsSync(word)) return statSync(word).isFile();
  return /^\/[^=]*=./.test(word);
}

function toNothing(documents: readonly DocumentInfo[], text: string): string {
  const near = suggest(documents, text);
  const hint =
    near === undefined
      ? 'Look at all: standin explain <document> --all'
      : `Did you mean "${near}"?`;
  return `Nothing in the documents has "${text}" in it. ${hint}`;
}

function toJson(found: readonly Explained[], warnings: readonly object[]) {
  return {
    documents: found.map(({ document }) => {
      const { title, version, format, name, base, serverPaths } = document;
      const totals = countTotals(document);
      return { title, version, format, name, base, serverPaths, ...totals };
    }),
    resources: found.flatMap(({ resources }) => resources),
    operations: found.flatMap(({ operations }) => operations),
    warnings,
  };
}
