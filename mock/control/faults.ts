import type { JsonObject } from '../../kernel/json.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Fault } from '../fault/fault.ts';
import { toFault } from '../fault/read.ts';
import { done, getBody, getName, toJson, toProblem, toUnknown } from './_reply.ts';
import { toJsonObject } from './_values.ts';
import type { ControlTarget, Handlers } from './target.ts';

/** What goes wrong on purpose. */
export const faults: Handlers = {
  listFaults: (call) =>
    toJson(
      call,
      call.session.faults.list().map((fault) => toJsonObject({ ...fault })),
    ),
  addFault: (call, target) => {
    const fault = readFault(getBody(call), call.session.faults.list().length, target);
    if (isProblem(fault)) return fault;
    call.session.faults.add(fault);
    return toJson(call, toJsonObject({ ...fault, hits: 0 }));
  },
  clearFaults: ({ session }) => {
    session.faults.clear();
    return done;
  },
  deleteFault: (call) => {
    const name = getName(call);
    const known = call.session.faults.list().map((fault) => fault.name);
    return call.session.faults.remove(name) ? done : toUnknown('fault', name, known);
  },
};

/** A fault on an operation that does not exist would never hit, and the test would pass. */
function readFault(body: JsonObject, count: number, { apis }: ControlTarget): Fault | Problem {
  const fault = toFault(body, `fault-${count + 1}`);
  const { operation } = fault;
  const known = apis.flatMap(({ operations }) => operations.map((one) => one.operation));
  const exists = known.some(
    ({ id, method, path }) => operation === id || operation === `${method} ${path}`,
  );
  if (operation !== undefined && !exists) {
    return toUnknown(
      'operation',
      operation,
      known.map(({ id }) => id),
    );
  }
  if (fault.status === undefined && fault.kind === undefined && fault.delay === undefined) {
    const message = 'The fault does nothing. Give it a status, a kind or a delay.';
    return toProblem('state-invalid', message, { part: 'body', rule: 'fault' });
  }
  const { delay } = fault;
  if (typeof delay === 'object' && 'uniform' in delay && delay.uniform[0] > delay.uniform[1]) {
    const message = 'The delay is "uniform" from more to less. Write the smaller number first.';
    return toProblem('state-invalid', message, { part: 'body', rule: 'range', at: '/delay' });
  }
  return fault;
}
