/** The only source of the time of day. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that always tells the same instant, given as RFC 3339 text or in milliseconds. */
export function createFixedClock(instant: string | number): Clock {
  const time = typeof instant === 'number' ? instant : Date.parse(instant);
  if (Number.isNaN(time)) throw new RangeError(`Not a date-time of RFC 3339: ${instant}`);
  return { now: () => time };
}

/** An instant as RFC 3339 text in UTC with whole seconds, such as `2025-01-05T03:30:15Z`. */
export function toDateTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
