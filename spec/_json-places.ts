import type { Wanted } from './_wanted.ts';

interface Scan {
  readonly text: string;
  /** Where a value that is jumped over may begin or end. */
  readonly marks: RegExp;
  /** The next character to read. */
  at: number;
}

/** Finds the wanted places in a text that is known to be JSON; what is not wanted is jumped over. */
export function findInJson(text: string, wanted: Wanted): void {
  const scan: Scan = { text, marks: /["{}[\],]/g, at: 0 };
  skipSpace(scan);
  wanted.offset = scan.at;
  visit(scan, wanted);
}

function visit(scan: Scan, wanted: Wanted | undefined): void {
  const opening = scan.text.charAt(scan.at);
  if (!wanted || wanted.members.size === 0) skipValue(scan);
  else if (opening === '{') visitMembers(scan, wanted);
  else if (opening === '[') visitItems(scan, wanted);
  else skipValue(scan);
}

function visitMembers(scan: Scan, wanted: Wanted): void {
  scan.at += 1;
  for (skipSpace(scan); scan.text.charAt(scan.at) === '"'; skipSpace(scan)) {
    const offset = scan.at;
    skipString(scan);
    const raw = scan.text.slice(offset, scan.at);
    const member = wanted.members.get(raw.includes('\\') ? JSON.parse(raw) : raw.slice(1, -1));
    if (member) member.offset = offset;
    skipSpace(scan);
    scan.at += 1;
    skipSpace(scan);
    visit(scan, member);
    skipSpace(scan);
    if (scan.text.charAt(scan.at) === ',') scan.at += 1;
  }
  scan.at += 1;
}

function visitItems(scan: Scan, wanted: Wanted): void {
  scan.at += 1;
  let index = 0;
  for (skipSpace(scan); scan.text.charAt(scan.at) !== ']'; skipSpace(scan)) {
    const member = wanted.members.get(String(index));
    if (member) member.offset = scan.at;
    visit(scan, member);
    skipSpace(scan);
    if (scan.text.charAt(scan.at) === ',') scan.at += 1;
    index += 1;
  }
  scan.at += 1;
}

function skipSpace(scan: Scan): void {
  while (scan.text.charCodeAt(scan.at) <= 0x20) scan.at += 1;
}

/** Moves behind the string that begins here. */
function skipString(scan: Scan): void {
  const { text } = scan;
  let end = text.indexOf('"', scan.at + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  scan.at = end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charCodeAt(from - 1) === 0x5c) from -= 1;
  return (at - from) % 2 === 1;
}

function skipValue(scan: Scan): void {
  const { text, marks } = scan;
  let depth = 0;
  do {
    marks.lastIndex = scan.at;
    scan.at = marks.exec(text)?.index ?? text.length;
    const mark = text.charAt(scan.at);
    const isOpening = mark === '{' || mark === '[';
    // The end of whatever a number or a word stands in.
    if (depth === 0 && !isOpening && mark !== '"') return;
    if (mark === '"') skipString(scan);
    else scan.at += 1;
    if (isOpening) depth += 1;
    else if (mark === '}' || mark === ']') depth -= 1;
  } while (depth > 0 && scan.at < text.length);
}
