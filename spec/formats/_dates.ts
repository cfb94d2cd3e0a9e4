const dates = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const dateTimes =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const times =
  /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const localDateTimes =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?$/;
const localTimes = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?$/;

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a `full-date` of RFC 3339 §5.6. */
export function isDate(text: string): boolean {
  return dates.test(text) && isDayOfMonth(text);
}

/** True for a `date-time` of RFC 3339 §5.6; a leap second only where UTC can have one. */
export function isDateTime(text: string): boolean {
  if (!dateTimes.test(text) || !isDayOfMonth(text)) return false;
  return text.slice(17, 19) !== '60' || isLastMinute(text);
}

/** True for a `full-time` of RFC 3339 §5.6. */
export function isTime(text: string): boolean {
  return times.test(text) && (text.slice(6, 8) !== '60' || isLastMinute(`2016-12-31T${text}`));
}

/** True for a date and time without an offset (RFC 9557 §4.1). */
export function isLocalDateTime(text: string): boolean {
  return localDateTimes.test(text) && isDayOfMonth(text);
}

/** True for a `partial-time` of RFC 3339 §5.6. */
export function isLocalTime(text: string): boolean {
  return localTimes.test(text);
}

function isDayOfMonth(text: string): boolean {
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  return day <= (monthDays[month - 1] ?? 0) || (month === 2 && day === 29 && isLeap(text));
}

function isLeap(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function isLastMinute(text: string): boolean {
  const instant = new Date(`${text.slice(0, 17)}59${text.slice(19)}`);
  return instant.getUTCHours() === 23 && instant.getUTCMinutes() === 59;
}

const dayPart = '(?:\\d+D|\\d+M(?:\\d+D)?|\\d+Y(?:\\d+M(?:\\d+D)?)?)';
const timePart = 'T(?:\\d+S|\\d+M(?:\\d+S)?|\\d+H(?:\\d+M(?:\\d+S)?)?)';
const durations = new RegExp(`^P(?:\\d+W|${dayPart}(?:${timePart})?|${timePart})$`);

/** True for a `duration` of RFC 3339, appendix A: whole numbers, and no unit skipped. */
export function isDuration(text: string): boolean {
  return durations.test(text);
}

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)';
const shortDay = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const longDay = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';
const httpDates = new RegExp(
  [
    `^${shortDay}, (?:0[1-9]|[12]\\d|3[01]) ${month} \\d{4} ${clock} GMT$`,
    `^${longDay}, (?:0[1-9]|[12]\\d|3[01])-${month}-\\d\\d ${clock} GMT$`,
    `^${shortDay} ${month} (?:[ 12]\\d|3[01]) ${clock} \\d{4}$`,
  ].join('|'),
);

/** True for an `HTTP-date` of RFC 9110 §5.6.7 in any of its three forms. */
export function isHttpDate(text: string): boolean {
  return httpDates.test(text);
}
