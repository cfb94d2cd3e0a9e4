import { loadScenario, type Scenario } from '../fixtures/scenario.ts';
import { getShippedScenario } from '../fixtures/shipped.ts';
import type { ScenarioSource } from './control/target.ts';

/** The scenarios that can be applied, and the one to start from. */
export async function loadScenarios(names: readonly string[], isShipped: boolean) {
  const paths = [...(isShipped ? [getShippedScenario()] : []), ...names];
  const all = await Promise.all(paths.map((path) => loadScenario(path)));
  const start: Scenario | undefined = all.at(-1);
  const scenarios: ScenarioSource = {
    list: () => all.map(({ name, why }) => ({ name, why, parameters: {} })),
    resolve: (name) => {
      const found = all.find((one) => one.name === name);
      if (!found) throw new Error(name);
      return found;
    },
  };
  return { scenarios, start, files: paths };
}
