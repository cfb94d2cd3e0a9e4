import { toDateTime } from '../../kernel/clock.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { getBody, toJson, toProblem } from './_reply.ts';
import type { Handlers } from './target.ts';

/** The time of day. */
export const clock: Handlers = {
  getClock: (call) => toClock(call),
  putClock: (call) => {
    const { now, advance, freeze } = getBody(call);
    const { clock: time } = call.session;
    const start = typeof now === 'string' ? Date.parse(now) : time.now();
    const instant = start + (typeof advance === 'number' ? advance * 1000 : 0);
    // Checked before anything is set: no date of RFC 3339 lies outside these years.
    if (!(instant >= first && instant <= last)) return toOutOfRange();
    if (now !== undefined || advance !== undefined) time.set(instant);
    if (typeof freeze === 'boolean') time.freeze(freeze);
    return toClock(call);
  },
};

function toClock(call: Call): Reply {
  const { clock: time } = call.session;
  return toJson(call, { now: toDateTime(time.now()), isFrozen: time.isFrozen });
}

const first = Date.parse('0001-01-01T00:00:00Z');
/** A century before the last date there is, so that a running clock does not leave the range. */
const last = Date.parse('9899-12-31T23:59:59Z');

function toOutOfRange(): Problem {
  const message =
    'The clock would leave the years 1 to 9899. Give a nearer "now" or a smaller "advance" (in seconds).';
  return toProblem('state-invalid', message, { part: 'body', rule: 'range' });
}
