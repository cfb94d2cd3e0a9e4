import type { ScenarioSource } from './control/target.ts';
import type { Engine } from './engine.ts';
import { fromWeb, toWeb } from './http/web.ts';
import type { Controls, Parameters } from './mock.ts';
import type { Session } from './session/session.ts';

/** What controls act on. */
export interface ControlsOptions {
  /** The engine of the moment, since a reload replaces it. */
  readonly engine: () => Engine;
  readonly scenarios: () => ScenarioSource;
  readonly bodyLimit: number;
  /** The session they are for; the base when it is ''. */
  readonly id: string;
  readonly find: () => Session;
}

/** Controls of the base or of one session. */
export function createControls(options: ControlsOptions): Controls {
  const { engine, scenarios, bodyLimit, id, find } = options;
  let faults = 0;
  return {
    async handle(request) {
      const read = await fromWeb(request, bodyLimit);
      const fields = id === '' ? read.fields : { ...read.fields, 'x-mock-session': id };
      return toWeb(engine().exchange({ ...read, fields }));
    },
    reset: () => find().reset(),
    scenario(name: string, parameters: Parameters = {}) {
      find().apply(engine().toOrigin(scenarios().resolve(name, parameters)));
    },
    use(fault) {
      faults += 1;
      checkOperation(engine(), fault.operation);
      const named = { ...fault, name: fault.name ?? `used-${faults}` };
      find().faults.add(named);
      return () => {
        find().faults.remove(named.name);
      };
    },
    requests: () => find().journal.list(),
    get clock() {
      return find().clock;
    },
  };
}

/** A fault on an operation that does not exist would never hit, and the test would pass. */
function checkOperation({ apis }: Engine, wanted: string | undefined): void {
  if (wanted === undefined) return;
  const operations = apis.flatMap((api) => api.operations.map(({ operation }) => operation));
  if (operations.some(({ id, method, path }) => wanted === id || wanted === `${method} ${path}`))
    return;
  const known = operations.map(({ id }) => id);
  throw new RangeError(
    `There is no operation ${JSON.stringify(wanted)}. Known: ${known.join(', ')}.`,
  );
}
