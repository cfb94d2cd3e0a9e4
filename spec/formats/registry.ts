import * as dates from './_dates.ts';
import * as hosts from './_hosts.ts';
import * as numbers from './_numbers.ts';
import * as texts from './_texts.ts';
import * as uris from './_uris.ts';

/** A format that is defined somewhere. A value of another type than these is not judged. */
export interface Format {
  readonly text?: (value: string) => boolean;
  readonly number?: (value: number) => boolean;
}

const isAny = () => true;

const textFormats: readonly (readonly [string, (value: string) => boolean])[] = [
  ['date-time', dates.isDateTime],
  ['date', dates.isDate],
  ['time', dates.isTime],
  ['duration', dates.isDuration],
  ['date-time-local', dates.isLocalDateTime],
  ['time-local', dates.isLocalTime],
  ['http-date', dates.isHttpDate],
  ['email', hosts.isEmail],
  ['idn-email', hosts.isInternationalEmail],
  ['hostname', hosts.isHostname],
  ['idn-hostname', hosts.isInternationalHostname],
  ['ipv4', hosts.isIpv4],
  ['ipv6', hosts.isIpv6],
  ['ipv4-cidr', (text) => hosts.isCidr(text, hosts.isIpv4, 32)],
  ['ipv6-cidr', (text) => hosts.isCidr(text, hosts.isIpv6, 128)],
  ['uri', uris.isUri],
  ['uri-reference', uris.isUriReference],
  ['iri', uris.isIri],
  ['iri-reference', uris.isIriReference],
  ['uri-template', uris.isUriTemplate],
  ['json-pointer', uris.isJsonPointer],
  ['relative-json-pointer', uris.isRelativeJsonPointer],
  ['regex', texts.isRegex],
  ['uuid', texts.isUuid],
  ['byte', texts.isBase64],
  ['base64url', texts.isBase64Url],
  ['char', texts.isCharacter],
  ['media-range', texts.isMediaRange],
  ['language', texts.isLanguage],
  ...Object.entries(texts.structured).map(
    ([name, pattern]) => [name, (text: string) => pattern.test(text)] as const,
  ),
  // Any text is one of these.
  ...['binary', 'password', 'commonmark', 'html'].map((name) => [name, isAny] as const),
];

const numberFormats: readonly (readonly [string, (value: number) => boolean])[] = [
  ...[...numbers.integerLimits].map(
    ([name, [least, most]]) =>
      [
        name,
        (value: number) => Number.isInteger(value) && value >= least && value <= most,
      ] as const,
  ),
  ['float', numbers.isFloat],
  ['double', isAny],
  ['decimal', isAny],
  ['decimal128', isAny],
  ['unixtime', isAny],
  ['sf-decimal', numbers.isStructuredDecimal],
];

/** Numbers that may also be written as texts. */
const digitFormats: readonly (readonly [string, (value: string) => boolean])[] = [
  ['int64', (text) => numbers.isWideText(text, 'int64')],
  ['uint64', (text) => numbers.isWideText(text, 'uint64')],
  ['decimal', numbers.isDecimalText],
  ['decimal128', numbers.isDecimal128Text],
  ['unixtime', (text) => /^-?\d{1,15}(?:\.\d+)?$/.test(text)],
];

const ofTexts = new Map([...textFormats, ...digitFormats]);
const ofNumbers = new Map(numberFormats);

const formats: ReadonlyMap<string, Format> = new Map(
  [...ofTexts.keys(), ...ofNumbers.keys()].map((name) => {
    const [text, number] = [ofTexts.get(name), ofNumbers.get(name)];
    return [name, { ...(text && { text }), ...(number && { number }) }] as const;
  }),
);

/**
 * A format of JSON Schema (2020-12 §7.3) or of OpenAPI's format registry; undefined for one that
 * neither knows: it says nothing that could be judged.
 */
export function findFormat(name: string): Format | undefined {
  return formats.get(name);
}

/** The names of the formats that are known. */
export const formatNames: readonly string[] = [...formats.keys()];
