/** Percent-decoded text; undefined when an escape is malformed or the bytes are not UTF-8. */
export function decodePercent(raw: string): string | undefined {
  if (!raw.includes('%')) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}

/** The same for a query string, where `+` is a space (the form encoding of the URL Standard). */
export function decodeFormText(raw: string): string | undefined {
  return decodePercent(raw.includes('+') ? raw.replaceAll('+', ' ') : raw);
}

/** Percent-encodes all but the unreserved characters of RFC 3986 §2.3; a lone surrogate is U+FFFD. */
export function encodePercent(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, toEscape);
}

/** One ASCII character as `%XX`. */
function toEscape(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
