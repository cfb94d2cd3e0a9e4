import { domainToASCII, domainToUnicode } from 'node:url';

/** True for a label in Punycode that stands for an international one, and is its only spelling. */
export function isPunycodeLabel(label: string): boolean {
  const lower = label.toLowerCase();
  if (!lower.startsWith('xn--')) return false;
  const decoded = domainToUnicode(lower);
  return domainToASCII(decoded) === lower && isInternationalLabel(decoded);
}

/**
 * True for a label beyond ASCII as IDNA 2008 admits it: code points of RFC 5892, contextual rules
 * of its appendix A, hyphens and leading marks of RFC 5891 §4.2.3, and directions of RFC 5893.
 */
export function isInternationalLabel(label: string): boolean {
  if (label.startsWith('-') || label.endsWith('-') || label.slice(2, 4) === '--') return false;
  if (/^\p{M}/u.test(label) || label !== label.normalize('NFC')) return false;
  const encoded = domainToASCII(label);
  if (encoded === '' || encoded.length > 63) return false;
  if (![...label].every((character) => isAdmitted(character))) return false;
  return (
    contexts.every(([pattern, isRight]) => !pattern.test(label) || isRight(label)) &&
    isOneWay(label)
  );
}

/** Lower-case letters, marks and digits of any script, and the exceptions of RFC 5892 §2.6. */
const admitted =
  /^(?:[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb-]|\u200c|\u200d)$/u;
const refused = /^[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]$/u;
/** Their plain forms are other characters, and yet they are letters of their own. */
const exceptional = /^(?:[\u00df\u03c2\u0f0b\u00b7]|\u200c|\u200d)$/u;

function isAdmitted(character: string): boolean {
  if (!admitted.test(character) || refused.test(character)) return false;
  return exceptional.test(character) || isStable(character);
}

function isStable(character: string): boolean {
  return character === character.normalize('NFKC').toLowerCase().normalize('NFKC');
}

const joining = '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}]';
/** A non-joiner belongs behind a virama or between letters that would join. */
const loneNonJoiner = new RegExp(`(?<!\\p{Mn}|\\p{Mc}|${joining})\\u200c`, 'u');

/** A character that is right in some company only, and whether a label with it is right. */
const contexts: readonly (readonly [RegExp, (label: string) => boolean])[] = [
  [/\u00b7/u, (label) => !/(?<!l)\u00b7|\u00b7(?!l)/u.test(label)],
  [/\u0375/u, (label) => !/\u0375(?!\p{Script=Greek})/u.test(label)],
  [/[\u05f3\u05f4]/u, (label) => !/(?<!\p{Script=Hebrew})[\u05f3\u05f4]/u.test(label)],
  [/\u30fb/u, (label) => isJapanese(label.replaceAll('\u30fb', ''))],
  [/[\u0660-\u0669]/u, (label) => !/[\u06f0-\u06f9]/u.test(label)],
  [/\u200d/u, (label) => !/(?<!\p{Mn}|\p{Mc})\u200d/u.test(label)],
  [/\u200c/u, (label) => !loneNonJoiner.test(label)],
];

function isJapanese(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
}

const scripts =
  '\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}';
const rightToLeft = new RegExp(`[${scripts}]`, 'u');
const others = new RegExp(`[^${scripts}\\p{M}\\p{Nd}-]`, 'u');

/** The Bidi rule (RFC 5893 §2) in what a single label can break. */
function isOneWay(label: string): boolean {
  const visible = label.replace(/\u200c|\u200d/gu, '');
  const letters = visible.replace(/[\u0660-\u0669\u06f0-\u06f9]|\p{M}/gu, '');
  if (!rightToLeft.test(letters)) return true;
  const hasBothDigits = /\d/.test(label) && /[\u0660-\u0669]/u.test(label);
  const [first = ''] = visible;
  return rightToLeft.test(first) && !others.test(visible) && !hasBothDigits;
}
