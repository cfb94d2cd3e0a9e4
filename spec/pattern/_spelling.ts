/** What other engines know and ECMA-262 reads as something else. */
const alien = /\\[AzZGKQEhHR]|\[\[?:\^?[a-z]+:\]|^\(\?[a-z]+\)/;

/** True for a pattern that only looks like ECMA-262: `\A…\z`, `[[:alpha:]]`. */
export function isAlien(source: string): boolean {
  return alien.test(source.replaceAll('\\\\', ''));
}

/** What follows a leading `(?i)`, which says in Java, Python and Go that case does not matter. */
export function withoutCase(source: string): string | undefined {
  return source.startsWith('(?i)') ? source.slice('(?i)'.length) : undefined;
}

/** Letters, digits and the characters of the grammar keep the backslash before them. */
const meaningful = /[A-Za-z0-9^$\\.*+?()[\]{}|/]/;
const shorthand = /[dDwWsSpP]/;

/**
 * The pattern as `u` wants it written: without escapes that escape nothing (`\_`, `\@`), and with
 * the hyphen escaped that stands behind a shorthand (`[\w-.]`), which are the two habits of
 * documents that the strict flavour does not read.
 */
export function toStrictSpelling(source: string): string {
  let text = '';
  let isClass = false;
  for (let index = 0; index < source.length; index++) {
    const character = source.charAt(index);
    const next = source.charAt(index + 1);
    if (character === '\\' && next !== '') {
      index++;
      const isKept = meaningful.test(next) || (isClass && next === '-');
      text += isKept ? `\\${next}` : next;
      if (isClass && shorthand.test(next)) {
        const rest = /^(\{[^}]*\})?-(?!\])/.exec(source.slice(index + 1));
        if (rest) {
          text += `${rest[1] ?? ''}\\-`;
          index += rest[0].length;
        }
      }
      continue;
    }
    if (character === '[') isClass = true;
    else if (character === ']') isClass = false;
    text += character;
  }
  return text;
}
