import type { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const dateTime =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The formats of JSON Schema and of the OpenAPI format registry. `date-time` is our own, because
 * the usual one admits a space for the `T`, which RFC 3339 §5.6 leaves to other agreements; `uuid`
 * too, because the usual one admits the prefix `urn:uuid:`, which JSON Schema §7.3.5 does not.
 */
export function addKnownFormats(ajv: Ajv2020): void {
  // The types of ajv-formats describe the CommonJS default; under nodenext the call needs this view.
  const add = addFormats as unknown as (target: Ajv2020) => void;
  add(ajv);
  ajv.addFormat('date-time', { type: 'string', validate: isDateTime });
  ajv.addFormat('uuid', uuid);
  for (const name of ['idn-email', 'idn-hostname', 'iri', 'iri-reference', 'media-range', 'html']) {
    ajv.addFormat(name, true);
  }
}

/** True for a `date-time` of RFC 3339 §5.6; a leap second only where UTC can have one. */
function isDateTime(text: string): boolean {
  if (!dateTime.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  if (day > (monthDays[month - 1] ?? 0) && !(month === 2 && day === 29 && isLeap(text)))
    return false;
  return text.slice(17, 19) !== '60' || isLastMinute(text);
}

function isLeap(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function isLastMinute(text: string): boolean {
  const instant = new Date(`${text.slice(0, 17)}59${text.slice(19)}`);
  return instant.getUTCHours() === 23 && instant.getUTCMinutes() === 59;
}
