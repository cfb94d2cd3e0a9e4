const uuids = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for a UUID (RFC 9562 §4) without a prefix. */
export function isUuid(text: string): boolean {
  return uuids.test(text);
}

/** True for Base64 (RFC 4648 §4). Not one expression: groups of four overflow the engine's stack. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** True for Base64 of the alphabet that is safe in URLs (RFC 4648 §5), padded or not. */
export function isBase64Url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return false;
  const digits = text.replace(/=+$/, '');
  return digits.length % 4 !== 1 && (digits === text || text.length % 4 === 0);
}

/** True for one character, as a person counts. */
export function isCharacter(text: string): boolean {
  if (text.length === 0 || text.length > 64) return false;
  const [, second] = new Intl.Segmenter('en').segment(text);
  return second === undefined;
}

/** True for a regular expression of ECMA-262, read with `u`. */
export function isRegex(text: string): boolean {
  if (text.length > 10_000) return false;
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const quoted = '"(?:[\\t !#-\\[\\]-~\\u0080-\\u00ff]|\\\\[\\t -~\\u0080-\\u00ff])*"';
const ranges = new RegExp(
  `^(?:\\*/\\*|${token}/\\*|${token}/${token})(?:[ \\t]*;[ \\t]*(?:${token}=(?:${token}|${quoted}))?)*$`,
);

/** True for a media range of RFC 9110 §12.5.1. */
export function isMediaRange(text: string): boolean {
  return ranges.test(text);
}

/** Values of Structured Fields (RFC 8941 §3.3) by the name of their format. */
export const structured = {
  'sf-string': /^"(?:[ !#-[\]-~]|\\["\\])*"$/,
  'sf-token': /^[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*$/,
  'sf-binary': /^:[A-Za-z0-9+/]*={0,2}:$/,
  'sf-boolean': /^\?[01]$/,
} as const;

const extension = '[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+';
const languages = new RegExp(
  `^(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\\d{3}))?(?:-(?:[A-Za-z0-9]{5,8}|\\d[A-Za-z0-9]{3}))*(?:-${extension})*(?:-x(?:-[A-Za-z0-9]{1,8})+)?|x(?:-[A-Za-z0-9]{1,8})+|i-[a-z]{3,8}|art-lojban|zh-min(?:-nan)?|en-GB-oed|sgn-(?:BE-FR|BE-NL|CH-DE))$`,
  'i',
);

/** True for a language tag (RFC 5646 §2.1). */
export function isLanguage(text: string): boolean {
  return languages.test(text);
}
