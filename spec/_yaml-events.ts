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
    if (areBetween(events, breaks)) return events;
    throw error;
  }
}

function isTooFarOut(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('deficient indentation');
}

/** A line break and the indentation after it. */
interface Break {
  readonly from: number;
  readonly to: number;
}

const opened =
  /^( *)(?![-?] )[^\s#][^\n#]*:[ ]+[{[][ ]*\r?\n(?:(?:\1 [^\n]*|\r?)\n)*?\1(?=[}\]])/gm;

/** The breaks before such brackets, where no comment comes to stand before them. */
function findBreaks(text: string): readonly Break[] {
  return [...text.matchAll(opened)].flatMap(({ 0: whole, 1: indent = '', index }) => {
    const to = index + whole.length;
    const end = to - indent.length - 1;
    const from = text[end - 1] === '\r' ? end - 1 : end;
    const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
    return line.includes('#') || isInBlock(text, index, indent.length) ? [] : [{ from, to }];
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

/** Whether no break is in a scalar: there it would have meant something. */
function areBetween(events: readonly Event[], breaks: readonly Break[]): boolean {
  const scalars = events.flatMap((event) => (event.type === EVENT_ID.SCALAR ? [event] : []));
  let next = 0;
  return breaks.every(({ from }) => {
    while ((scalars[next]?.valueEnd ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    const start = scalars[next]?.valueStart ?? -1;
    return start < 0 || start > from;
  });
}
