import { checkScenario } from '../fixtures/check-scenario.ts';
import type { Scenario } from '../fixtures/scenario.ts';
import {
  loadScenarios as readLibrary,
  type ScenarioLibrary,
} from '../fixtures/scenario-library.ts';
import { isScenarioPath, listShippedNames } from '../fixtures/scenario-name.ts';
import { compileTarget, type ScenarioTarget } from '../fixtures/scenario-target.ts';
import { getShippedScenario, getShippedScenarios } from '../fixtures/shipped.ts';
import { once } from '../kernel/once.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import { DocumentError } from '../spec/fault.ts';
import { readOperations } from '../spec/operations.ts';
import { inferResources } from '../spec/resources.ts';
import type { ScenarioSource } from './control/target.ts';

/** The scenarios that can be applied, and the one to start from. */
export interface Scenarios {
  readonly source: ScenarioSource;
  /** Absent: collections get examples and generated items. */
  readonly start?: Scenario;
  readonly files: readonly string[];
}

/** What scenarios are for. */
export interface ScenariosFor {
  readonly documents: readonly OpenApiDocument[];
  /** True when the documents are those that ship. */
  readonly isShipped: boolean;
}

/**
 * Reads the named scenarios and resolves the start: the named ones together, or `default` where the
 * documents are the ones that ship, whose other scenarios are read when one of them is first asked
 * for. Throws `DocumentError` when the start contradicts the documents.
 */
export function loadScenarios(
  names: readonly string[],
  { documents, isShipped }: ScenariosFor,
): Scenarios {
  if (!isShipped) checkOwn(names, documents);
  const library = names.length === 0 && isShipped ? openShipped() : openAll(names, isShipped);
  const source = toChecked(library, { documents, isShipped });
  const wanted = names.length > 0 ? names : isShipped ? ['default'] : [];
  const start = wanted.length > 0 ? source.resolve(wanted) : undefined;
  return { source, files: start?.files ?? [], ...(start && { start }) };
}

/** What ships goes with the documents that ship; whoever has others is told what to do instead. */
function checkOwn(names: readonly string[], documents: readonly OpenApiDocument[]): void {
  const shipped = listShippedNames();
  const name = names.find((one) => shipped.includes(one));
  if (name === undefined) return;
  const resources = documents.flatMap((document) => {
    return inferResources(document, readOperations(document)).resources;
  });
  const roots = resources.filter(({ collection, schema }) => schema && !collection.includes('{'));
  const { document, collection = '/pets' } = roots[0] ?? {};
  const path = (document?.place.base ?? '') + collection;
  const message = `The scenario "${name}" goes with the documents that ship, and these are others.`;
  const mend = `Write one in a file, such as mine.yaml with "{ scenario: mine, state: { ${path}: { generate: 3 } } }", and name the file (README, "Any state, on demand").`;
  const position = { file: name, line: 1, column: 1 };
  throw new DocumentError([{ severity: 'error', position, pointer: '', message, mend }]);
}

function openAll(names: readonly string[], isShipped: boolean): ScenarioLibrary {
  const paths = names.filter(isScenarioPath);
  return readLibrary([...(isShipped ? [getShippedScenarios()] : []), ...paths]);
}

function openShipped(): ScenarioSource {
  const first = readLibrary([getShippedScenario()]);
  const all = once(() => readLibrary([getShippedScenarios()]));
  return {
    list: () => all().list(),
    resolve(names, parameters) {
      const list = typeof names === 'string' ? [names] : names;
      const library = list.every((name) => first.get(name)) ? first : all();
      return library.resolve(names, parameters);
    },
  };
}

/** Scenarios that are held against the documents the first time they are resolved. */
function toChecked(
  library: ScenarioSource,
  { documents, isShipped }: ScenariosFor,
): ScenarioSource {
  const sound = new Set<string>();
  let targets: readonly ScenarioTarget[] | undefined;
  return {
    list: () => library.list(),
    resolve(names, parameters) {
      const scenario = library.resolve(names, parameters);
      const key = JSON.stringify([scenario.name, scenario.parameters]);
      // What ships was checked with what ships before it was released.
      if ((scenario.isProven && isShipped) || sound.has(key)) return scenario;
      targets ??= documents.map(compileTarget);
      const faults = checkScenario(scenario, targets);
      const errors = faults.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) throw new DocumentError(errors);
      sound.add(key);
      return scenario;
    },
  };
}
