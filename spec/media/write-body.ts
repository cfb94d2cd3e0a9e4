import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { toMediaText, toMediaType } from '../../kernel/media-type.ts';
import { writeCsv } from './_csv.ts';
import { writeEvents } from './_events.ts';
import { writeForm } from './_form.ts';
import { writeMultipart } from './_multipart.ts';
import { writeXml } from './_xml.ts';
import { writeYaml } from './_yaml.ts';
import type { BodyPlan, WrittenBody } from './body-plan.ts';

/**
 * Writes a value in the media type of its plan. A string in another media type than JSON is the body
 * itself; of binary content its characters are the bytes.
 */
export function writeBody(plan: BodyPlan, value: Json): WrittenBody {
  const { mediaType, kind } = plan;
  if (kind === 'json') return { body: JSON.stringify(value), mediaType };
  if (typeof value === 'string') return writeText(plan, value);
  if (kind === 'multipart') return writeMultipart(plan, value);
  return writeText(plan, write(plan, value));
}

function write(plan: BodyPlan, value: Json): string {
  switch (plan.kind) {
    case 'lines':
      return writeLines(plan, value);
    case 'events':
      return writeEvents(toItems(value));
    case 'form':
      return writeForm(value);
    case 'xml':
      return writeXml(plan, value);
    case 'yaml':
      return writeYaml(value);
    case 'csv':
      return isPlain(value)
        ? String(value)
        : writeCsv(toItems(value), /tab-sep/.test(plan.mediaType));
    default:
      return isPlain(value) ? String(value ?? '') : JSON.stringify(value);
  }
}

function isPlain(value: Json): boolean {
  return !isJsonArray(value) && !isJsonObject(value);
}

function toItems(value: Json): readonly Json[] {
  return isJsonArray(value) ? value : [value];
}

/** One JSON text to a line, or between the marks of RFC 7464. */
function writeLines({ mediaType }: BodyPlan, value: Json): string {
  const mark = /json-seq\b/i.test(mediaType) ? '\u001e' : '';
  return toItems(value)
    .map((item) => `${mark}${JSON.stringify(item)}\n`)
    .join('');
}

const beyondAscii = /[\u0080-\u{10ffff}]/u;
const beyondLatin = /[\u0100-\u{10ffff}]/u;
/** Latin-1 has no characters from U+0080 to U+009F, and readers take them for Windows-1252. */
const beyondPrintableLatin = /[\u0080-\u009f\u0100-\u{10ffff}]/u;

function writeText({ mediaType, isBinary }: BodyPlan, text: string): WrittenBody {
  if (isBinary && !beyondLatin.test(text)) {
    return { body: Buffer.from(text, 'latin1'), mediaType };
  }
  const type = toMediaType(mediaType);
  const charset = type?.parameters.charset;
  const isLatin = charset !== undefined && /^(iso-8859-1|latin1|windows-1252)$/i.test(charset);
  if (isLatin && !beyondPrintableLatin.test(text)) {
    return { body: Buffer.from(text, 'latin1'), mediaType };
  }
  // Without a word about it, readers take a text that is not ASCII for Latin-1.
  const isUnclear = type?.type === 'text' && charset === undefined && beyondAscii.test(text);
  if (!type || !isUnclear) return { body: text, mediaType };
  const parameters = { ...type.parameters, charset: 'utf-8' };
  return { body: text, mediaType: toMediaText({ ...type, parameters }) };
}
