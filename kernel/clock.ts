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

/**
 * An instant as RFC 3339 text in UTC with whole seconds, such as `2025-01-05T03:30:15Z`. Throws
 * RangeError for what is no instant.
 */
export function toDateTime(instant: number): string {
  const day = Math.floor(instant / dayLength);
  // Beyond four digits a year is written otherwise; `Date` also refuses what is no instant.
  if (!(day >= firstDay && day <= lastDay))
    return `${new Date(instant).toISOString().slice(0, 19)}Z`;
  const second = Math.floor((instant - day * dayLength) / 1000);
  const minute = Math.floor(second / 60);
  const time = `${pairs[Math.floor(minute / 60)]}:${pairs[minute % 60]}:${pairs[second % 60]}`;
  return `${toDate(day)}T${time}Z`;
}

const dayLength = 86_400_000;
const firstDay = -719_162;
const lastDay = 2_932_896;
const pairs = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/**
 * The date of a day, counted from 1970-01-01. Years begin in March here, so that the day that comes
 * and goes is the last one; 146,097 days are 400 years.
 */
function toDate(day: number): string {
  const since = day + 719_468;
  const era = Math.floor(since / 146_097);
  const ofEra = since - era * 146_097;
  const leaps = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
  const yearOfEra = Math.floor((ofEra - leaps) / 365);
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const ofYear = ofEra - (365 * yearOfEra + leapDays);
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const dayOfMonth = ofYear - Math.floor((153 * march + 2) / 5) + 1;
  return `${pairs[Math.floor(year / 100)]}${pairs[year % 100]}-${pairs[month]}-${pairs[dayOfMonth]}`;
}
