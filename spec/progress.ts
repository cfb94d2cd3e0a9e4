import { toNameKey } from '../kernel/words.ts';
import { collectProperties } from './choice.ts';
import type { Resource } from './resource.ts';
import { viewSchema } from './schema.ts';

/** How a job goes on: a property, and the values that it has one after the other. */
export interface Progress {
  readonly property: string;
  readonly steps: readonly string[];
}

const begun = [
  ...['enqueued', 'queued', 'pending', 'accepted', 'submitted', 'created', 'new', 'scheduled'],
  ...['waiting', 'notstarted', 'requested', 'received', 'initializing', 'initiated'],
];
const going = ['processing', 'running', 'inprogress', 'started', 'active', 'working', 'executing'];
const ended = [
  ...['succeeded', 'success', 'successful', 'completed', 'complete', 'done', 'finished', 'ended'],
  ...['available', 'ready', 'processed'],
];

/** The progress of what has a listed status with a beginning and an end; undefined of all else. */
export function findProgress(resource: Resource): Progress | undefined {
  const known = progresses.get(resource);
  if (known !== undefined) return known ?? undefined;
  const found = readProgress(resource);
  progresses.set(resource, found ?? null);
  return found;
}

const progresses = new WeakMap<Resource, Progress | null>();

function readProgress({ document, schema }: Resource): Progress | undefined {
  if (!schema) return undefined;
  for (const [property, places] of collectProperties(document, schema)) {
    if (!/(status|state|phase)$/i.test(property)) continue;
    const values = viewSchema(document, places).values ?? [];
    const texts = values.filter((value) => typeof value === 'string');
    const pick = (words: readonly string[]) =>
      words.flatMap((word) => texts.find((text) => isLike(text, word)) ?? []).slice(0, 1);
    const [first, last] = [pick([...begun, ...going]), pick(ended)];
    const steps = [...new Set([...first, ...pick(going), ...last])];
    if (first.length > 0 && last.length > 0) return { property, steps };
  }
  return undefined;
}

function isLike(text: string, word: string): boolean {
  return toNameKey(text) === word || text.toLowerCase().endsWith(`_status_${word}`);
}
