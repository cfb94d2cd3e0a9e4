import { type RequestHead, splitTarget } from '../../kernel/http.ts';
import { toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { findNearest } from '../../kernel/words.ts';
import { type FaultKind, faultKinds } from '../fault/fault.ts';

/** What one request asks of its reply. */
export interface Preferences {
  readonly code?: number;
  readonly example?: string;
  /** Milliseconds. */
  readonly delay?: number;
  readonly fault?: FaultKind;
}

const names = ['code', 'example', 'delay', 'fault'];
const maxDelay = 600_000;

/**
 * Reads `Prefer` (RFC 7240) and its twins in the query (`?__code=404`), for clients that cannot set
 * fields. Preferences that are not ours are left alone, as RFC 7240 §2 asks; ours with a value that
 * means nothing are refused, because a test that relies on them would be wrong silently.
 */
export function readPreferences({ fields, target }: RequestHead): Preferences | Problem {
  const { query } = splitTarget(target);
  if (fields.prefer === undefined && !query.includes('__')) return noPreferences;
  const given = new Map([...readField(fields.prefer ?? ''), ...readQuery(query)]);
  const code = given.get('code');
  const delay = given.get('delay');
  const fault = given.get('fault');
  const example = given.get('example');
  if (code !== undefined && !/^[1-5]\d\d$/.test(code))
    return refuse('code', code, 'a status such as 404');
  if (delay !== undefined && !(/^\d+$/.test(delay) && Number(delay) <= maxDelay)) {
    return refuse('delay', delay, `milliseconds from 0 to ${maxDelay}`);
  }
  const kind = faultKinds.find((candidate) => candidate === fault);
  if (fault !== undefined && !kind)
    return refuse('fault', fault, `one of ${faultKinds.join(', ')}`);
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(delay !== undefined && { delay: Number(delay) }),
    ...(kind && { fault: kind }),
    ...(example !== undefined && { example }),
  };
}

/** Nothing is asked. */
export const noPreferences: Preferences = {};

/** Of several values of one preference the first counts (RFC 7240 §2). */
function readField(text: string): [string, string][] {
  const found = new Map<string, string>();
  for (const part of text.split(/[,;]/)) {
    const [key = '', ...rest] = part.split('=');
    const name = key.trim().toLowerCase();
    const value = rest.join('=').trim();
    if (!names.includes(name) || found.has(name)) continue;
    found.set(name, /^"([^"]*)"$/.exec(value)?.[1] ?? value);
  }
  return [...found];
}

function readQuery(query: string): [string, string][] {
  const found: [string, string][] = [];
  for (const [key, value] of new URLSearchParams(query)) {
    const name = key.startsWith('__') ? key.slice(2) : '';
    if (names.includes(name)) found.push([name, value]);
  }
  return found;
}

/** The target without the twins, which no operation declares. */
export function withoutTwins(target: string): string {
  if (!target.includes('__')) return target;
  const { path, query } = splitTarget(target);
  const kept = query.split('&').filter((pair) => !/^__(code|example|delay|fault)(=|$)/.test(pair));
  return kept.length === 0 || query === '' ? path : `${path}?${kept.join('&')}`;
}

/** The field that tells which preferences were met (RFC 7240 §3). */
export function toApplied(preferences: Preferences): readonly [string, string][] {
  if (preferences === noPreferences) return [];
  const applied = Object.entries(preferences).map(([name, value]) => `${name}=${value}`);
  return applied.length === 0 ? [] : [['Preference-Applied', applied.join(', ')]];
}

function refuse(name: string, value: string, expected: string): Problem {
  const message = `The preference ${name} is ${toSnippet(value)}, not ${expected}.`;
  return toPreferenceProblem(name, value, message);
}

/** A preference that cannot be met. */
export function toPreferenceProblem(name: string, value: string, message: string): Problem {
  const place = {
    part: 'header',
    name: 'Prefer',
    instanceLocation: '',
    keywordLocation: '',
  } as const;
  const finding = { ...place, rule: name, value: toSnippet(value), message };
  return new Problem('preference-invalid', message, { findings: [finding] });
}

/** The nearest of some names, for a message. */
export function toHint(name: string, known: readonly string[]): string {
  const nearest = findNearest(name, known);
  return nearest === undefined
    ? `Known: ${known.join(', ') || 'none'}.`
    : `Did you mean ${nearest}?`;
}
