import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Wanted } from './_wanted.ts';
import { readEvents } from './_yaml-events.ts';

interface Reading {
  readonly text: string;
  readonly events: readonly Event[];
  /** The next event to read. */
  at: number;
}

/** Finds the wanted places in a text that is known to be YAML. */
export function findInYaml(text: string, wanted: Wanted): void {
  // The first event opens the document.
  const reading: Reading = { text, events: readEvents(text), at: 1 };
  wanted.offset = toStart(text, reading.events[1]) ?? 0;
  visit(reading, wanted);
}

/** Reads one value; nothing is looked for in it when it is not wanted. */
function visit(reading: Reading, wanted: Wanted | undefined): void {
  const event = reading.events[reading.at];
  reading.at += 1;
  if (event?.type === EVENT_ID.MAPPING) visitMembers(reading, wanted);
  else if (event?.type === EVENT_ID.SEQUENCE) visitItems(reading, wanted);
}

function visitMembers(reading: Reading, wanted: Wanted | undefined): void {
  for (let event = next(reading); event; event = next(reading)) {
    const member = wanted && findMember(reading, wanted, event);
    const isFirst = member !== undefined && member.offset === undefined;
    if (isFirst) member.offset = toStart(reading.text, event) ?? 0;
    visit(reading, undefined);
    visit(reading, isFirst ? member : undefined);
  }
  reading.at += 1;
}

function findMember({ text }: Reading, { members }: Wanted, event: Event): Wanted | undefined {
  if (event.type !== EVENT_ID.SCALAR || members.size === 0) return undefined;
  const key = getScalarValue(text, event);
  return members.get(event.style === SCALAR_STYLE.PLAIN ? toKey(key) : key);
}

/** A plain key that is a number or a boolean is a member by the name that such a value has. */
function toKey(text: string): string {
  if (/^(?:0o[0-7]+|0x[\da-fA-F]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$/.test(text)) {
    return String(Number(text));
  }
  return /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/.test(text) ? text.toLowerCase() : text;
}

function visitItems(reading: Reading, wanted: Wanted | undefined): void {
  let index = 0;
  for (let event = next(reading); event; event = next(reading)) {
    const item = wanted?.members.get(String(index));
    const start = toStart(reading.text, event);
    if (item && start !== undefined) item.offset = start;
    visit(reading, item);
    index += 1;
  }
  reading.at += 1;
}

/** The event that begins the next value; undefined at the end of what it would stand in. */
function next({ events, at }: Reading): Event | undefined {
  const event = events[at];
  return event?.type === EVENT_ID.POP ? undefined : event;
}

/** Where a value begins, with its quotes or its indicator; undefined for one that is not written. */
function toStart(text: string, event: Event | undefined): number | undefined {
  if (event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE) return event.start;
  if (event?.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  if (event?.type !== EVENT_ID.SCALAR || event.valueStart < 0) return undefined;
  const { style, valueStart } = event;
  if (style === SCALAR_STYLE.PLAIN) return valueStart;
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
  return isQuoted ? valueStart - 1 : toIndicator(text, valueStart);
}

/** The indicator of a block scalar ends the line above the text. */
function toIndicator(text: string, valueStart: number): number {
  const start = text.lastIndexOf('\n', valueStart - 2) + 1;
  const line = text.slice(start, valueStart);
  return start + Math.max(0, line.search(/[|>][-+]?[ \t]*(?:#.*)?\s*$/));
}
