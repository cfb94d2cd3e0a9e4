import { toDateTime } from '../../kernel/clock.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { toObject, toText } from '../../kernel/json.ts';
import { isProblem } from '../../kernel/problem.ts';
import { toUuid } from '../../kernel/random.ts';
import type { Lease } from '../session/sessions.ts';
import { attempt, done, getBody, getName, toJson, toProblem, toUnknown } from './_reply.ts';
import { toScalars } from './_scalars.ts';
import { toJsonObject } from './_values.ts';
import type { Handlers } from './target.ts';

/** Isolated copies. */
export const sessions: Handlers = {
  listSessions: (call, target) => toJson(call, target.sessions.list().map(toInfo)),
  createSession: (call, target) => {
    const { id, scenario, parameters } = getBody(call);
    const name = toText(id) ?? toUuid('session', target.sessions.list().length, call.clock.now());
    if (target.sessions.has(name)) {
      const message = `The session ${JSON.stringify(name)} exists already. Take another id, or end that one first.`;
      return toProblem('item-exists', message, { part: 'body', rule: 'unique', at: '/id' });
    }
    return attempt(() => {
      const wanted = toText(scenario);
      const origin =
        wanted === undefined
          ? undefined
          : target.toOrigin(target.scenarios.resolve(wanted, toScalars(toObject(parameters))));
      const session = target.sessions.open(name);
      if (isProblem(session)) return session;
      if (origin) session.apply(origin);
      const lease = target.sessions.list().find((one) => one.session === session);
      return toJson(call, lease ? toInfo(lease) : {});
    });
  },
  deleteSession: (call, target) => {
    const name = getName(call);
    if (target.sessions.close(name)) return done;
    return toUnknown(
      'session',
      name,
      target.sessions.list().map(({ session }) => session.id),
    );
  },
};

function toInfo({ session, created, expires }: Lease): JsonObject {
  return toJsonObject({
    id: session.id,
    scenario: session.scenario,
    created: toDateTime(created),
    expires: toDateTime(expires),
    requests: session.journal.total,
  });
}
