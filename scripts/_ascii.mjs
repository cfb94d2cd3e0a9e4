// @ts-check

/**
 * Writes every character beyond ASCII as an escape, which means the same in texts and patterns, as
 * long as nobody looks at how they are written (`String.raw`, `source`): nothing here does. One character beyond Latin-1 in a file, and V8 holds all of it in two bytes each.
 * @returns {import('rolldown').Plugin}
 */
export function ascii() {
  return {
    name: 'ascii',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = toAscii(file.code);
      }
    },
  };
}

/** @param {string} code */
function toAscii(code) {
  // After a backslash the escape would be another one.
  const [odd] = /(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.exec(code) ?? [];
  if (odd !== undefined) throw new Error(`"${odd}" cannot be written in ASCII`);
  return code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
