import type { Command } from 'commander';
import { checkScenarioFiles, type FileVerdict } from '../fixtures/check-scenario-files.ts';
import { listShippedNames, toScenarioPath } from '../fixtures/scenario-name.ts';
import { compileTarget } from '../fixtures/scenario-target.ts';
import { getShippedScenarios } from '../fixtures/shipped.ts';
import { findNearest } from '../kernel/words.ts';
import { loadDocuments, toEntries } from '../mock/documents.ts';
import { checkDocument } from '../spec/check.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import { DocumentError, toFaultText } from '../spec/fault.ts';
import type { DocumentFlags } from './arguments.ts';
import { addDocumentFlags } from './document-flags.ts';
import { readSettings, type Settings } from './settings.ts';
import { collect, UsageError } from './usage.ts';

interface Flags extends DocumentFlags {
  readonly document?: readonly string[];
  readonly parameter?: readonly string[];
}

/** `standin check`: whether scenarios suit their schema and the documents; told to `judge`. */
export function addCheck(program: Command, judge: (isGood: boolean) => void): void {
  const command = program
    .command('check')
    .description(
      'hold the configuration and scenarios against their schemas and the documents; without scenarios, those of the configuration, else all that ship',
    )
    .argument('[scenario...]', 'paths of scenario files or folders, or names of those that ship')
    .option(
      '-d, --document <document>',
      'hold them against this document (repeatable); without it, those of the configuration, else the two that ship',
      collect,
    )
    .option('--parameter <name=value>', 'give a parameter of a scenario (repeatable)', collect);
  addDocumentFlags(command)
    .optionsGroup('Other:')
    .helpOption('-h, --help', 'print this help')
    .action(async (scenarios: string[], flags: Flags) => {
      const verdicts = await check(scenarios, flags);
      process.stdout.write(verdicts.map(toText).join(''));
      judge(verdicts.every(isGood));
    });
}

async function check(scenarios: readonly string[], flags: Flags): Promise<FileVerdict[]> {
  const parameters = Object.fromEntries((flags.parameter ?? []).map(toPair));
  const read = await judgeConfig(flags);
  if ('verdict' in read) return [read.verdict];
  const { documents, settings } = read;
  const { config } = settings;
  for (const document of documents) checkDocument(document);
  const places = toPlaces(scenarios, settings);
  const verdicts = checkScenarioFiles(places, {
    targets: documents.map(compileTarget),
    parameters,
  });
  return config ? [{ path: config.file, faults: [] }, ...(await verdicts)] : verdicts;
}

type Judged =
  | { readonly settings: Settings; readonly documents: readonly OpenApiDocument[] }
  | { readonly verdict: FileVerdict };

/** The documents of the configuration, or what is wrong with it. */
async function judgeConfig(flags: Flags): Promise<Judged> {
  try {
    const settings = await readSettings(flags.document ?? [], flags);
    const documents = await loadDocuments(toEntries(settings.mock.documents), settings.mock);
    return { settings, documents };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const [first] = error.faults;
    const path = first?.position.file ?? '';
    const isConfig = path === flags.config || /standin\.config\.\w+$/.test(path);
    if (!isConfig) throw error;
    return { verdict: { path, faults: error.faults } };
  }
}

function toPlaces(scenarios: readonly string[], { config, mock }: Settings): string[] {
  if (scenarios.length > 0) return scenarios.map(toPlace);
  const { scenario = [] } = mock;
  const configured = typeof scenario === 'string' ? [scenario] : scenario;
  if (configured.length > 0) return configured.map(toPlace);
  // What ships does not go with somebody's own documents.
  return config && mock.documents.length > 0 ? [] : [getShippedScenarios()];
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
