import { once } from '../kernel/once.ts';
import type { Operation } from '../spec/model.ts';
import { compileParameters, type ParameterDecoder } from '../spec/parameters/decode.ts';
import type { BehaviourName, Binding } from '../spec/resource.ts';
import { pickSuccess } from '../spec/responses.ts';
import { compileAssignments } from './behaviour/assignment.ts';
import { withJob } from './behaviour/job.ts';
import type {
  Api,
  Assignment,
  Behaviour,
  ClaimRule,
  CompiledOperation,
  ParameterCheck,
} from './exchange/model.ts';
import { compileProtocol, type Protocol } from './protocol/protocol.ts';

/** The behaviours by name. */
export type Behaviours = Readonly<Record<BehaviourName, Behaviour>>;

/** What an operation is compiled with. */
export interface CompileOptions {
  readonly behaviours: Behaviours;
  readonly readClaims: (operation: Operation) => readonly ClaimRule[];
}

/** An operation each of whose parts is compiled when a request first needs it. */
export class LazyCompiled implements CompiledOperation {
  readonly api: Api;
  readonly operation: Operation;
  readonly #behaviour: () => Behaviour;
  readonly #binding: () => Binding;
  readonly #decoder: () => ParameterDecoder;
  readonly #checks: () => readonly ParameterCheck[];
  readonly #success: () => number;
  readonly #claims: () => readonly ClaimRule[];
  readonly #assignments: () => readonly Assignment[];
  readonly #protocol: () => Protocol | undefined;

  constructor(api: Api, operation: Operation, { behaviours, readClaims }: CompileOptions) {
    this.api = api;
    this.operation = operation;
    this.#behaviour = once(() => {
      const { behaviour, job } = this.binding;
      return job ? withJob(behaviours[behaviour], job) : behaviours[behaviour];
    });
    this.#binding = once(() => api.inference.bindingOf(operation));
    this.#decoder = once(() => compileParameters(api.document, operation.parameters));
    this.#checks = once(() =>
      operation.parameters.flatMap((parameter) =>
        parameter.schema ? [{ parameter, validate: api.requests.for(parameter.schema) }] : [],
      ),
    );
    this.#success = once(() => pickSuccess(operation, successes[this.binding.behaviour]));
    this.#claims = once(() => readClaims(operation));
    this.#assignments = once(() => compileAssignments(this.binding));
    this.#protocol = once(() => compileProtocol(this.binding, api.inference));
  }

  get binding(): Binding {
    return this.#binding();
  }

  get behaviour(): Behaviour {
    return this.#behaviour();
  }

  get decoder(): ParameterDecoder {
    return this.#decoder();
  }

  get checks(): readonly ParameterCheck[] {
    return this.#checks();
  }

  get success(): number {
    return this.#success();
  }

  get claims(): readonly ClaimRule[] {
    return this.#claims();
  }

  get assignments(): readonly Assignment[] {
    return this.#assignments();
  }

  get protocol(): Protocol | undefined {
    return this.#protocol();
  }
}

/** The statuses that suit a behaviour best, the best first. */
const successes: Readonly<Record<BehaviourName, readonly number[]>> = {
  list: [200, 206],
  read: [200],
  create: [201, 200, 202, 204],
  replace: [200, 204, 201],
  merge: [200, 204],
  remove: [204, 200, 202],
  count: [200],
  act: [200, 202, 204, 201],
  bulk: [200, 201, 204, 202],
  static: [200, 201, 204, 202],
};
