import { toDateTime } from '../../kernel/clock.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { getBody, toJson } from './_reply.ts';
import type { Handlers } from './target.ts';

/** The time of day. */
export const clock: Handlers = {
  getClock: (call) => toClock(call),
  putClock: (call) => {
    const { now, advance, freeze } = getBody(call);
    const { clock: time } = call.session;
    if (typeof now === 'string') time.set(Date.parse(now));
    if (typeof advance === 'number') time.advance(advance * 1000);
    if (typeof freeze === 'boolean') time.freeze(freeze);
    return toClock(call);
  },
};

function toClock(call: Call): Reply {
  const { clock: time } = call.session;
  return toJson(call, { now: toDateTime(time.now()), isFrozen: time.isFrozen });
}
