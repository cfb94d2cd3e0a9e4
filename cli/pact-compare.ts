import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { getShippedDocuments } from '../fixtures/shipped.ts';
import { type Comparison, comparePact, isPact, type Mismatch, readPact } from '../harness/index.ts';
import { loadDocument } from '../spec/load.ts';
import { UsageError } from './usage.ts';

interface Flags {
  readonly json?: boolean;
}

/** `standin pact compare`: is every interaction of a pact inside the document? */
export function addCompare(pact: Command, told: (isGood: Promise<boolean>) => Promise<void>): void {
  pact
    .command('compare')
    .description('tell whether every interaction of pacts is inside a document; asks no provider')
    .argument(
      '<file...>',
      'paths of pacts, and of documents; without a document, the two that ship',
    )
    .option('--json', 'print JSON')
    .helpOption('-h, --help', 'print this help')
    .action((files: string[], flags: Flags) => told(compare(files, flags)));
}

async function compare(files: readonly string[], { json }: Flags): Promise<boolean> {
  const pacts = files.filter(isPactFile);
  if (pacts.length === 0) throw new UsageError(`None of ${files.join(', ')} is a pact.`);
  const given = files.filter((file) => !pacts.includes(file));
  const paths = given.length > 0 ? given : getShippedDocuments();
  const documents = await Promise.all(paths.map((path) => loadDocument(path)));
  const comparisons: Comparison[] = [];
  for (const path of pacts) comparisons.push(await comparePact(await readPact(path), documents));
  process.stdout.write(`${json ? toJson(comparisons) : toText(comparisons)}\n`);
  return comparisons.every(({ mismatches }) => countErrors(mismatches) === 0);
}

/** A file that cannot be read is left to the reader of documents, which says why. */
function isPactFile(path: string): boolean {
  try {
    return isPact(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return false;
  }
}

function countErrors(mismatches: readonly Mismatch[]): number {
  return mismatches.filter(({ severity }) => severity === 'error').length;
}

function toJson(comparisons: readonly Comparison[]): string {
  const plain = comparisons.map(({ pact, document, mismatches }) => ({
    ...{ pact: pact.source.name, document: document.entry.name, mismatches },
  }));
  return JSON.stringify(plain, null, 2);
}

function toText(comparisons: readonly Comparison[]): string {
  return comparisons.flatMap(toLines).join('\n');
}

function toLines({ pact, document, mismatches }: Comparison): string[] {
  const errors = countErrors(mismatches);
  const warnings = mismatches.length - errors;
  const counted = `${count(pact.interactions.length, 'interaction')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  const head = `${errors > 0 ? '✗' : '✓'} ${pact.source.name} in ${document.entry.name}, ${counted}`;
  const others = count(pact.others, 'interaction');
  const aside = pact.others > 0 ? [`  ${others} passed over, which no HTTP is in`] : [];
  return [head, ...aside, ...mismatches.flatMap(toMismatchLines)];
}

function toMismatchLines(mismatch: Mismatch): string[] {
  const { severity, code, interaction, message, value, pact, document } = mismatch;
  return [
    `  ${severity} ${code} in "${interaction}"`,
    `    ${message} (${value})`,
    ...[pact, document].map(({ position, pointer }) => {
      const { file, line, column } = position;
      return `    ${file}:${line}:${column}  ${pointer}`;
    }),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
