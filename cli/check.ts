import type { Command } from 'commander';
import { checkScenarioFiles, type FileVerdict } from '../fixtures/check-scenario-files.ts';
import { listShippedNames, toScenarioPath } from '../fixtures/scenario-name.ts';
import { compileTarget } from '../fixtures/scenario-target.ts';
import { getShippedDocuments, getShippedScenarios } from '../fixtures/shipped.ts';
import { findNearest } from '../kernel/words.ts';
import { checkDocument } from '../spec/check.ts';
import { toFaultText } from '../spec/fault.ts';
import { loadDocument } from '../spec/load.ts';
import { collect, UsageError } from './usage.ts';

interface Flags {
  readonly document: readonly string[];
  readonly overlay: readonly string[];
  readonly parameter: readonly string[];
}

/** `standin check`: whether scenarios suit their schema and the documents; told to `judge`. */
export function addCheck(program: Command, judge: (isGood: boolean) => void): void {
  program
    .command('check')
    .description(
      'hold scenarios against their schema and the documents; without any, all that ship',
    )
    .argument('[scenario...]', 'paths of scenario files or folders, or names of those that ship')
    .option(
      '-d, --document <file>',
      'hold them against this document (repeatable); without it, the two that ship',
      collect,
      [],
    )
    .option(
      '--overlay <file>',
      'apply this OpenAPI Overlay to every document (repeatable)',
      collect,
      [],
    )
    .option('--parameter <name=value>', 'give a parameter of a scenario (repeatable)', collect, [])
    .helpOption('-h, --help', 'print this help')
    .action(async (scenarios: string[], flags: Flags) => {
      const verdicts = await check(scenarios, flags);
      process.stdout.write(verdicts.map(toText).join(''));
      judge(verdicts.every(isGood));
    });
}

async function check(scenarios: readonly string[], flags: Flags): Promise<FileVerdict[]> {
  const places = scenarios.length > 0 ? scenarios.map(toPlace) : [getShippedScenarios()];
  const parameters = Object.fromEntries(flags.parameter.map(toPair));
  const inputs = flags.document.length > 0 ? flags.document : getShippedDocuments();
  const { overlay: overlays } = flags;
  const documents = await Promise.all(inputs.map((input) => loadDocument(input, { overlays })));
  for (const document of documents) checkDocument(document);
  return checkScenarioFiles(places, { targets: documents.map(compileTarget), parameters });
}

function toPlace(text: string): string {
  const path = toScenarioPath(text);
  if (path !== undefined) return path;
  const names = listShippedNames();
  const nearest = findNearest(text, names);
  const mend = nearest ? `Did you mean "${nearest}"?` : `There are ${names.join(', ')}.`;
  throw new UsageError(`No scenario that ships is called "${text}". ${mend}`);
}

function toPair(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  if (name !== '' && value.length > 0) return [name, value.join('=')];
  throw new UsageError(`--parameter is "${text}". Write it as name=value.`);
}

function isGood({ faults }: FileVerdict): boolean {
  return faults.every(({ severity }) => severity === 'warning');
}

function toText(verdict: FileVerdict): string {
  const { path, faults } = verdict;
  const head = isGood(verdict) ? `${path}: ok` : `${path}: contradicts its schema or the documents`;
  return `${[head, ...faults.map(toFaultText)].join('\n')}\n`;
}
