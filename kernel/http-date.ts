/** An instant as the preferred HTTP-date (RFC 9110 §5.6.7), such as `Sun, 06 Nov 1994 08:49:37 GMT`. */
export function toHttpDate(instant: number): string {
  return new Date(instant).toUTCString();
}

const forms = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
];
const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * The instant of an HTTP-date in any of its three forms, in milliseconds; undefined for anything
 * else, which a recipient ignores (RFC 9110 §13.1.3).
 */
export function fromHttpDate(text: string): number | undefined {
  const date = text.trim();
  const isKnown = forms.some((form) => form.test(date));
  if (!isKnown && !asctime.test(date)) return undefined;
  const instant = Date.parse(isKnown ? date : `${date} GMT`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Whole seconds: an HTTP-date knows no smaller part. */
export function toWholeSeconds(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
