import { EVENT_ID, type Event, parseEvents } from 'js-yaml';

/**
 * The events of a text for the fast reader, with offsets into this very text. Throws for whatever it
 * cannot read. A bracket that closes what the line `name: {` opened may stand below the beginning of
 * that line: YAML 1.2 §7.4 wants it further in, but writers put it there and every other reader takes
 * it, in one sense only.
 */
export function readEvents(text: string): Event[] {
  try {
    return parseEvents(text, {});
  } catch (error) {
    const breaks = isTooFarOut(error) ? findBreaks(text) : [];
    if (breaks.length === 0) throw error;
    const events = parseEvents(withoutBreaks(text, breaks), {});
    if (areClosed(text, events, breaks)) return events;
    throw error;
  }
}

function isTooFarOut(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('deficient indentation');
}

/** A line break and the indentation after it. */
interface Break {
  /** The bracket that the line opened. */
  readonly bracket: number;
  readonly from: number;
  readonly to: number;
}

const opened =
  /^(( *)(?![-?] )[^\s#][^\n#]*:[ ]+)[{[][ ]*\r?\n(?:(?:\2 [^\n]*|\r?)\n)*?\2(?=[}\]])/gm;

/** The breaks before such brackets, where no comment comes to stand before them. */
function findBreaks(text: string): readonly Break[] {
  return [...text.matchAll(opened)].flatMap(({ 0: whole, 1: head = '', 2: indent = '', index }) => {
    const bracket = index + head.length;
    const to = index + whole.length;
    const end = to - indent.length - 1;
    const from = text[end - 1] === '\r' ? end - 1 : end;
    const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
    return line.includes('#') || isInBlock(text, index, indent.length)
      ? []
      : [{ bracket, from, to }];
  });
}

/** Whether one of the lines that a line is indented under begins a block scalar, such as Markdown. */
function isInBlock(text: string, start: number, indent: number): boolean {
  let [end, least] = [start - 1, indent];
  while (end > 0 && least > 0) {
    const begin = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(begin, end);
    const depth = line.search(/[^ \r]/);
    if (depth >= 0 && depth < least) {
      if (/[|>][-+]?[ \t\r]*(?:#.*)?$/.test(line)) return true;
      least = depth;
    }
    end = begin - 1;
  }
  return false;
}

/** A text of the same length in which these lines go on from the lines above them. */
function withoutBreaks(text: string, breaks: readonly Break[]): string {
  let at = 0;
  const pieces: string[] = [];
  for (const { from, to } of breaks) {
    pieces.push(text.slice(at, from), ' '.repeat(to - from));
    at = to;
  }
  return pieces.join('') + text.slice(at);
}

/** Whether each of these brackets is the other half of that in its line, outside of scalars. */
function areClosed(text: string, events: readonly Event[], breaks: readonly Break[]): boolean {
  const scalars = events.flatMap((event) => (event.type === EVENT_ID.SCALAR ? [event] : []));
  let next = 0;
  return breaks.every(({ bracket, to }) => {
    const open: string[] = [];
    let at = bracket;
    while ((scalars[next]?.valueEnd ?? Number.POSITIVE_INFINITY) <= bracket) next += 1;
    for (let scalar = scalars[next]; scalar && scalar.valueStart < to; scalar = scalars[next]) {
      if (scalar.valueStart < at || !balance(text.slice(at, scalar.valueStart), open)) return false;
      at = scalar.valueEnd;
      next += 1;
    }
    return (
      at <= to && balance(text.slice(at, to), open) && open.join('') === closing[text[to] ?? '']
    );
  });
}

const closing: Readonly<Record<string, string>> = { '}': '{', ']': '[' };

/** Follows the brackets of a text that has no scalars; false when one closes what is not open. */
function balance(text: string, open: string[]): boolean {
  for (const mark of text.replace(/(?<=\s)#.*/g, '')) {
    if (mark === '{' || mark === '[') open.push(mark);
    else if (mark in closing && open.pop() !== closing[mark]) return false;
  }
  return true;
}
