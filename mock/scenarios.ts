import type { Scenario } from '../fixtures/scenario.ts';
import {
  loadScenarios as readLibrary,
  type ScenarioLibrary,
} from '../fixtures/scenario-library.ts';
import { getShippedScenarios } from '../fixtures/shipped.ts';

/** The scenarios that can be applied, and the one to start from. */
export interface Scenarios {
  readonly library: ScenarioLibrary;
  /** Absent: collections get examples and generated items. */
  readonly start?: Scenario;
  readonly files: readonly string[];
}

/**
 * Reads the named scenarios, those of the folder that ships besides, and resolves the start: the
 * named ones together, or `default` where the documents are the ones that ship.
 */
export async function loadScenarios(
  names: readonly string[],
  isShipped: boolean,
): Promise<Scenarios> {
  const paths = names.filter((name) => /[./\\]/.test(name));
  const library = await readLibrary([...(isShipped ? [getShippedScenarios()] : []), ...paths]);
  const wanted = names.length > 0 ? names : isShipped ? ['default'] : [];
  const start = wanted.length > 0 ? library.resolve(wanted) : undefined;
  return { library, files: start?.files ?? [], ...(start && { start }) };
}
