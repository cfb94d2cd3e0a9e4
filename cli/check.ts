import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { checkScenarioFiles, type FileVerdict } from '../fixtures/check-scenario-files.ts';
import { listShippedNames, toScenarioPath } from '../fixtures/scenario-name.ts';
import { compileTarget } from '../fixtures/scenario-target.ts';
import { getShippedScenarios } from '../fixtures/shipped.ts';
import { getOwn } from '../kernel/json.ts';
import { findNearest } from '../kernel/words.ts';
import { loadDocuments, toEntries } from '../mock/documents.ts';
import { checkDocument } from '../spec/check.ts';
import { checkExamples } from '../spec/check-examples.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import { DocumentError, type DocumentFault, toFaultText } from '../spec/fault.ts';
import { readDocument } from '../spec/load.ts';
import { type DocumentFlags, isAddress } from './arguments.ts';
import { addDocumentFlags } from './document-flags.ts';
import { readSettings, type Settings } from './settings.ts';
import { collect, UsageError } from './usage.ts';

interface Flags extends DocumentFlags {
  readonly document?: readonly string[];
  readonly parameter?: readonly string[];
}

/** `standin check`: what is odd in documents, and whether scenarios suit them; told to `judge`. */
export function addCheck(program: Command, judge: (isGood: boolean) => void): void {
  const command = program
    .command('check')
    .description(
      'list what is odd in documents, and hold the configuration and scenarios against their schemas and the documents; without any, those of the configuration, else all that ship',
    )
    .argument('[file...]', 'documents, scenario files or folders, or names of scenarios that ship')
    .option(
      '-d, --document <document>',
      'a document to check, and to hold scenarios against (repeatable); without one, those of the configuration, else the two that ship',
      collect,
    )
    .option('--parameter <name=value>', 'give a parameter of a scenario (repeatable)', collect);
  addDocumentFlags(command)
    .optionsGroup('Other:')
    .helpOption('-h, --help', 'print this help')
    .action(async (files: string[], flags: Flags) => {
      const verdicts = await check(files, flags);
      process.stdout.write(verdicts.map(toText).join(''));
      judge(verdicts.every(({ isGood }) => isGood));
    });
}

/** What is said of one file. */
interface Verdict {
  readonly head: string;
  readonly faults: readonly DocumentFault[];
  readonly isGood: boolean;
}

async function check(files: readonly string[], flags: Flags): Promise<Verdict[]> {
  const parameters = Object.fromEntries((flags.parameter ?? []).map(toPair));
  const isScenario = (file: string) => !isDocument(file);
  const named = [...(flags.document ?? []), ...files.filter(isDocument)];
  const read = await judgeConfig(named, flags);
  if ('verdict' in read) return [toVerdict(read.verdict)];
  const { documents, settings } = read;
  const { config } = settings;
  const places = toPlaces(files.filter(isScenario), {
    ...settings,
    hasDocuments: named.length > 0,
  });
  const targets = documents.map(compileTarget);
  const judged = checkScenarioFiles(places, { targets, parameters });
  const isOurs = named.length === 0 && settings.mock.documents.length === 0;
  return [
    ...(config ? [toVerdict({ path: config.file, faults: [] })] : []),
    ...(isOurs ? [] : documents.map(checkOne)),
    ...judged.map(toVerdict),
  ];
}

function checkOne(document: OpenApiDocument): Verdict {
  const faults = [...checkDocument(document), ...checkExamples(document)];
  const count = faults.length === 1 ? 'an odd corner' : `${faults.length} odd corners`;
  const says = faults.length === 0 ? 'ok' : `served, with ${count}`;
  return { head: `${document.entry.name}: ${says}`, faults, isGood: true };
}

function toVerdict({ path, faults }: FileVerdict): Verdict {
  const isGood = faults.every(({ severity }) => severity === 'warning');
  const says = isGood ? 'ok' : 'contradicts its schema or the documents';
  return { head: `${path}: ${says}`, faults, isGood };
}

/** Anything else that is named like a file is taken for a scenario, and judged as one. */
function isDocument(path: string): boolean {
  if (isAddress(path)) return true;
  if (!/\.(ya?ml|json)$/i.test(path) || !existsSync(path)) return false;
  try {
    const { root } = readDocument(path).entry;
    return getOwn(root, 'openapi') !== undefined || getOwn(root, 'swagger') !== undefined;
  } catch {
    // What cannot be read is told by whoever reads it next.
    return false;
  }
}

type Judged =
  | { readonly settings: Settings; readonly documents: readonly OpenApiDocument[] }
  | { readonly verdict: FileVerdict };

/** The documents of the configuration, or what is wrong with it. */
async function judgeConfig(named: readonly string[], flags: Flags): Promise<Judged> {
  try {
    const settings = await readSettings(named, flags);
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

interface Places extends Settings {
  /** True when documents were named on the command line. */
  readonly hasDocuments: boolean;
}

function toPlaces(scenarios: readonly string[], { config, mock, hasDocuments }: Places): string[] {
  if (scenarios.length > 0) return scenarios.map(toPlace);
  const { scenario = [] } = mock;
  const configured = typeof scenario === 'string' ? [scenario] : scenario;
  if (configured.length > 0) return configured.map(toPlace);
  // What ships does not go with somebody's own documents.
  const isTheirs = hasDocuments || (config && mock.documents.length > 0);
  return isTheirs ? [] : [getShippedScenarios()];
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

function toText({ head, faults }: Verdict): string {
  return `${[head, ...faults.map(toFaultText)].join('\n')}\n`;
}
