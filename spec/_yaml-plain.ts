import {
  CORE_SCHEMA,
  constructFromEvents,
  defineMappingTag,
  defineScalarTag,
  EVENT_ID,
  type Event,
  floatCoreTag,
  mapTag,
  mergeTag,
  NOT_RESOLVED,
} from 'js-yaml';
import type { Json } from '../kernel/json.ts';
import { readEvents } from './_yaml-events.ts';

/** Keys that every reader writes alike; what else may stand there is left to the thorough one. */
const plainMapTag = defineMappingTag(mapTag.tagName, {
  ...mapTag,
  addPair: (into, key, value) =>
    key === null || typeof key === 'object' ? 'no plain key' : mapTag.addPair(into, key, value),
});

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** A number too large to count stays a number; this reader would take it for text. */
const floatTag = defineScalarTag(floatCoreTag.tagName, {
  ...floatCoreTag,
  resolve: (source, ...more) => {
    const found = floatCoreTag.resolve(source, ...more);
    return found === NOT_RESOLVED && decimal.test(source) ? Number.parseFloat(source) : found;
  },
});

const schema = CORE_SCHEMA.withTags(mergeTag, plainMapTag, floatTag);

/**
 * What readers of YAML disagree about: tabs in the indentation, the end of a document, lone carriage
 * returns and indentation indicators; and at the edges of a text, a document that begins with an
 * indent or ends with spaces.
 */
const disputedLine = /^[ ?:-]*\t|^\.\.\.|\r(?!\n)|[|>](?:[-+]?[1-9]|[1-9][-+])[ \t]*(?:#.*)?$/m;
const disputedEdge = /^(?:[ \t]*(?:#.*)?\n)*[ \t]+---|\n[ \t]+$/;
const plainAnchor = /^[\w.-]+$/;

/** How much larger than its text a document may become by repeating what has an anchor. */
const growth = 20;
const smallest = 10_000;

/**
 * Reads YAML 1.2 (core schema, with merge keys) many times faster than the reader that knows
 * positions. Undefined for whatever leaves room for doubt: syntax errors, tags, directives, several
 * documents, keys that are no text, aliases in circles or without end.
 */
export function readPlainYaml(text: string): { readonly value: Json } | undefined {
  try {
    if (disputedLine.test(text) || disputedEdge.test(text)) return undefined;
    const events = readEvents(text);
    if (!isPlain(events) || !isBounded(events, text)) return undefined;
    const documents = constructFromEvents(events, { source: text, schema, maxTotalMergeKeys: -1 });
    // The core schema makes nothing that JSON does not have, save .inf and .nan.
    return { value: documents[0] as Json };
  } catch {
    return undefined;
  }
}

function isPlain(events: readonly Event[]): boolean {
  let documents = 0;
  let before: Event | undefined;
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1;
      if (event.directives.length > 0) return false;
    } else if ('tagStart' in event && event.tagStart >= 0) return false;
    // The anchor of a first key may be meant for the whole mapping.
    const isKey = before?.type === EVENT_ID.MAPPING && event.type === EVENT_ID.SCALAR;
    if (isKey && event.anchorStart >= 0) return false;
    before = event;
  }
  return documents === 1;
}

interface Anchored {
  /** Undefined while what it names is still being read. */
  size?: number;
}

/** Whether the document, each alias counted as what it repeats, is in proportion to its text. */
function isBounded(events: readonly Event[], text: string): boolean {
  const anchors = new Map<string, Anchored>();
  const open: { readonly from: number; readonly anchored: Anchored | undefined }[] = [];
  let size = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) {
      const last = open.pop();
      if (last?.anchored) last.anchored.size = size - last.from;
      continue;
    }
    const name = event.anchorStart < 0 ? '' : text.slice(event.anchorStart, event.anchorEnd);
    if (name !== '' && !plainAnchor.test(name)) return false;
    if (event.type === EVENT_ID.ALIAS) {
      const repeated = anchors.get(name)?.size;
      if (repeated === undefined) return false;
      size += repeated;
      if (size > events.length * growth + smallest) return false;
      continue;
    }
    const from = size;
    size += 1;
    const anchored: Anchored | undefined = name === '' ? undefined : {};
    if (anchored) anchors.set(name, anchored);
    if (event.type === EVENT_ID.SCALAR) {
      if (anchored) anchored.size = 1;
    } else open.push({ from, anchored });
  }
  return true;
}
