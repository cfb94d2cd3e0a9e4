import { toDateTime } from '../../kernel/clock.ts';
import { splitTarget } from '../../kernel/http.ts';
import { toMediaKind } from '../../kernel/media-kind.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import { hash, toUuid } from '../../kernel/random.ts';
import { toNameKey } from '../../kernel/words.ts';
import type { HeaderSpec } from '../../spec/model.ts';
import type { FieldContext } from './_field-context.ts';

/** What a field tells, and when it does so without being required. */
interface Meaning {
  readonly tell: (context: FieldContext, format: string | undefined) => string;
  readonly isTold: (context: FieldContext) => boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;
const onStatus =
  (...statuses: number[]) =>
  ({ reply }: FieldContext): boolean =>
    statuses.includes(reply.status);

const hour = 3_600_000;

const meanings: Readonly<Record<string, Meaning>> = {
  ratelimitlimit: { tell: () => '1000', isTold: always },
  ratelimitremaining: { tell: () => '999', isTold: always },
  ratelimitused: { tell: () => '1', isTold: always },
  ratelimitreset: { tell: ({ now }, format) => toReset(now() + hour, format), isTold: always },
  retryafter: { tell: () => '30', isTold: onStatus(429, 503) },
  requestid: { tell: toIdentity, isTold: always },
  correlationid: { tell: toIdentity, isTold: always },
  traceid: { tell: toIdentity, isTold: always },
  etag: { tell: (context) => `"${hash(...toParts(context)).toString(16)}"`, isTold: never },
  lastmodified: { tell: ({ now }, format) => toDate(now(), format), isTold: never },
  expires: { tell: ({ now }, format) => toDate(now() + hour, format), isTold: never },
  cachecontrol: { tell: () => 'no-cache', isTold: never },
  vary: { tell: () => 'Accept', isTold: never },
  age: { tell: () => '0', isTold: never },
  allow: { tell: ({ compiled }) => compiled.operation.method, isTold: onStatus(405) },
  wwwauthenticate: { tell: () => 'Bearer', isTold: never },
  link: { tell: (context) => `<${toPath(context)}>; rel="self"`, isTold: never },
  location: { tell: toPath, isTold: onStatus(201, 301, 302, 303, 307, 308) },
  contentlocation: { tell: toPath, isTold: never },
  contentlanguage: { tell: () => 'en', isTold: never },
  contentdisposition: { tell: toDisposition, isTold: isFile },
  contentrange: { tell: toRange, isTold: onStatus(206) },
  acceptranges: { tell: () => 'none', isTold: never },
  setcookie: { tell: (context) => `session=${toIdentity(context)}; Path=/`, isTold: never },
};

/** What the name of a field promises; undefined when it promises nothing now. */
export function tellField(
  context: FieldContext,
  { name, required }: HeaderSpec,
  format: string | undefined,
): string | undefined {
  const key = toNameKey(name.replace(/^x-/i, ''));
  const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
  if (!meaning || !(required || meaning.isTold(context))) return undefined;
  return meaning.tell(context, format);
}

function toParts({ seed, request, compiled }: FieldContext): [string, string, string] {
  return [seed, compiled.operation.id, request?.target ?? ''];
}

function toIdentity(context: FieldContext): string {
  return toUuid(...toParts(context), 'field');
}

function toPath({ request }: FieldContext): string {
  return splitTarget(request?.target ?? '/').path;
}

/** Whole seconds since 1970, unless the schema wants a date. */
function toReset(instant: number, format: string | undefined): string {
  return format === undefined || /^(u?int|double|float)/.test(format)
    ? String(Math.floor(instant / 1000))
    : toDate(instant, format);
}

/** A date of HTTP (RFC 9110 §5.6.7), or in the format that the schema names. */
function toDate(instant: number, format: string | undefined): string {
  if (format === 'date-time') return toDateTime(instant);
  return format === 'date' ? toDateTime(instant).slice(0, 10) : new Date(instant).toUTCString();
}

function isFile({ reply }: FieldContext): boolean {
  const type = toMediaType(reply.content?.mediaType ?? '');
  return type !== undefined && ['bytes', 'other', 'csv'].includes(toMediaKind(type));
}

function toDisposition({ reply }: FieldContext): string {
  const subtype = toMediaType(reply.content?.mediaType ?? '')?.subtype ?? 'bin';
  const ending = subtype === 'octet-stream' ? 'bin' : subtype.replace(/^.*[+.-]/, '');
  return `attachment; filename="download.${ending}"`;
}

function toRange({ reply }: FieldContext): string {
  const value = reply.content?.value;
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.length === 0 ? 'bytes */0' : `bytes 0-${text.length - 1}/${text.length}`;
}
