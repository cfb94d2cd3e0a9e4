import { toDateTime } from '../../kernel/clock.ts';
import { splitTarget, toUrl } from '../../kernel/http.ts';
import { toMediaKind } from '../../kernel/media-kind.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import { hash, toUuid } from '../../kernel/random.ts';
import { toNameKey } from '../../kernel/words.ts';
import type { HeaderSpec } from '../../spec/model.ts';
import type { FieldContext } from './_field-context.ts';
import { isRedirect, toRedirectTexts } from './_redirect.ts';

/** What a field tells, the likeliest form first, and when it does so without being required. */
interface Meaning {
  readonly tell: (context: FieldContext, format: string | undefined) => string | readonly string[];
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
  retryafter: { tell: ({ now }) => ['30', ...toDates(now() + 30_000)], isTold: onStatus(429, 503) },
  requestid: { tell: toIdentity, isTold: always },
  correlationid: { tell: toIdentity, isTold: always },
  traceid: { tell: toIdentity, isTold: always },
  etag: { tell: toTags, isTold: never },
  lastmodified: { tell: ({ now }) => toDates(now()), isTold: never },
  expires: { tell: ({ now }) => toDates(now() + hour), isTold: never },
  cachecontrol: { tell: () => 'no-cache', isTold: never },
  vary: { tell: () => 'Accept', isTold: never },
  age: { tell: () => '0', isTold: never },
  allow: { tell: ({ compiled }) => compiled.operation.method, isTold: onStatus(405) },
  wwwauthenticate: { tell: () => 'Bearer', isTold: never },
  link: { tell: toLinks, isTold: never },
  location: {
    tell: toLocations,
    isTold: ({ reply: { status } }) => status === 201 || isRedirect(status),
  },
  contentlocation: { tell: toReferences, isTold: never },
  contentlanguage: { tell: () => 'en', isTold: never },
  contentdisposition: { tell: toDisposition, isTold: isFile },
  contentrange: { tell: toRange, isTold: onStatus(206) },
  acceptranges: { tell: () => 'none', isTold: never },
  setcookie: { tell: (context) => `session=${toIdentity(context)}; Path=/`, isTold: never },
};

/** What the name of a field promises, the likeliest form first; nothing when it promises none now. */
export function tellField(
  context: FieldContext,
  { name, required }: HeaderSpec,
  format: string | undefined,
): readonly string[] {
  const key = toNameKey(name.replace(/^x-/i, ''));
  const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
  if (!meaning || !(required || meaning.isTold(context))) return [];
  const told = meaning.tell(context, format);
  return typeof told === 'string' ? [told] : told;
}

function toParts({ seed, request, compiled }: FieldContext): [string, string, string] {
  return [seed, compiled.operation.id, request?.target ?? ''];
}

function toIdentity(context: FieldContext): string {
  return toUuid(...toParts(context), 'field');
}

function toTags(context: FieldContext): string[] {
  const text = hash(...toParts(context)).toString(16);
  return [`"${text}"`, `W/"${text}"`, text];
}

/** The path of the request, as it stands and as an absolute URL. */
function toReferences({ request }: FieldContext): string[] {
  const { path } = splitTarget(request?.target ?? '/');
  return request ? [path, toUrl(request, path)] : [path];
}

function toLocations(context: FieldContext): readonly string[] {
  return isRedirect(context.reply.status) ? toRedirectTexts(context) : toReferences(context);
}

function toLinks(context: FieldContext): string[] {
  const references = toReferences(context);
  return [...references.map((reference) => `<${reference}>; rel="self"`), ...references];
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

/** An instant in every form that schemas ask for; the dates of HTTP have no format of their own. */
function toDates(instant: number): string[] {
  const forms = [undefined, 'date-time', 'date'].map((format) => toDate(instant, format));
  return [...forms, String(Math.floor(instant / 1000))];
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
