// @ts-check

/** @typedef {import('./_random.mjs').Random} Random */

/** Damages the text of a document. @type {Readonly<Record<string, (text: string, random: Random) => string>>} */
export const textMutations = {
  truncate: (text, random) => text.slice(0, random.below(text.length + 1)),
  cutFront: (text, random) => text.slice(random.below(Math.min(text.length, 400) + 1)),
  dropSpan: (text, random) => {
    const [from, to] = toSpan(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  doubleSpan: (text, random) => {
    const [from, to] = toSpan(text, random);
    return text.slice(0, to) + text.slice(from);
  },
  doubleLine: onLines((lines, random) => {
    const at = random.below(lines.length);
    lines.splice(at, 0, lines[random.chance(0.5) ? at : random.below(lines.length)] ?? '');
  }),
  dropLine: onLines((lines, random) => {
    lines.splice(random.below(lines.length), 1);
  }),
  indent: onLines((lines, random) => {
    const at = random.below(lines.length);
    const line = lines[at] ?? '';
    lines[at] = random.pick([` ${line}`, `\t${line}`, line.slice(1), `- ${line}`, `${line} {`]);
  }),
  insert: (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(snippets) + text.slice(at);
  },
  replaceCharacter: (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + random.pick(characters) + text.slice(at + 1);
  },
  lineEnds: (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\u2028', '\n\n'])),
  number: (text, random) => {
    const places = [...text.matchAll(/\b\d+(\.\d+)?\b/g)];
    if (places.length === 0) return text;
    const { index, 0: found } = random.pick(places);
    return text.slice(0, index) + random.pick(numbers) + text.slice(index + found.length);
  },
  wrap: (text, random) => random.pick(covers)(text),
};

const characters = [...'{}[]:,"\'\\#&*!|>%@`-?~ \n\t\u0000\u0085\ufeff\ufffd', '\ud800', '😀'];

const numbers = [
  ...['1e999', '-1e999', '99999999999999999999999', '.inf', '.nan', '0x10', '0o17', '1_000'],
  ...['-0', '00', '1e', '+5', '0.1e-400', '2025-01-01', 'NaN', 'Infinity', '9007199254740993'],
];

const snippets = [
  ...[
    '&a ',
    '*a',
    '&a [*a]',
    '<<: *a\n',
    '<<: {a: 1}\n',
    '!!binary abc',
    '!!js/function "x"',
    '!!set {a}',
  ],
  ...[
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '? {a: b}\n: c\n',
    '? [a]\n',
    '!<tag:yaml.org,2002:str> 5',
    '# ',
  ],
  ...[
    '{"a":1}',
    '[[[[[[[[',
    '}}}}}}',
    '/* x */',
    '\\u0000',
    '\\ud800',
    '"',
    "'",
    '|\n',
    '>-\n',
    '\t',
  ],
  ...['yes', 'no', 'null', '~', '2025-01-01T00:00:00Z', '=', '0123', '12:30:45', ':', '- ', ', '],
];

/** @type {readonly ((text: string) => string)[]} */
const covers = [
  (text) => `\ufeff${text}`,
  (text) => `[${text}]`,
  (text) => `--- ${text}\n--- 5\n`,
  (text) => `${text}\u0000`,
  (text) => text + text,
  (text) => '['.repeat(20_000) + text,
  () => `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  (text) => `${'- '.repeat(3000)}a\n${text}`,
  (text) => `a: &a [x,x,x,x,x,x,x,x,x]\n${bomb}${text}`,
  () => '',
  () => '"only a text"',
  () => '\u0000\u0001\u0002',
];

const bomb = [...'bcdefghi']
  .map((name, index) => {
    const before = 'abcdefgh'[index];
    return `${name}: &${name} [${new Array(9).fill(`*${before}`).join(',')}]\n`;
  })
  .join('');

/** @param {string} text @param {Random} random */
function toSpan(text, random) {
  const from = random.below(text.length + 1);
  return [from, from + random.below(random.pick([5, 80, 2000]))];
}

/** @param {(lines: string[], random: Random) => void} change */
function onLines(change) {
  return (/** @type {string} */ text, /** @type {Random} */ random) => {
    const lines = text.split('\n');
    change(lines, random);
    return lines.join('\n');
  };
}
