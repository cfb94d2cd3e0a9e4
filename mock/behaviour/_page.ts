import { isEqual, type Json, toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ListParameters } from '../../spec/list-parameters.ts';
import type { Call } from '../exchange/model.ts';
import type { Entity } from '../state/entity.ts';
import { getInput } from './_inputs.ts';
import type { PagePlace } from './_links.ts';
import type { Source } from './_source.ts';

/** A page of a list. */
export interface Page extends PagePlace {
  readonly entities: readonly Entity[];
}

/** Reads the page that a call wants; a problem when its cursor is none that was given out. */
export function readPage(call: Call, list: ListParameters, source: Source): Page | Problem {
  const limit = toLimit(call, list);
  const back = getInput(call, list, list.before);
  if (list.before !== undefined && back !== undefined) {
    return readBefore({ name: list.before, given: back, limit, source });
  }
  if (list.cursor !== undefined) {
    const given = getInput(call, list, list.cursor);
    return readAfter({ name: list.cursor, given, limit, source });
  }
  const first = list.page?.first ?? 1;
  const page = toNumber(getInput(call, list, list.page?.name), first);
  const pageOffset = Number.isFinite(limit) ? Math.max(0, page - first) * limit : 0;
  const offset = list.offset ? toNumber(getInput(call, list, list.offset), 0) : pageOffset;
  return { ...readAt(source, offset, limit), offset, limit };
}

/** The first page of a list that is paged by cursors. */
export function readFirstPage(call: Call, list: ListParameters, source: Source): Page | Problem {
  const name = list.cursor ?? list.before ?? '';
  return readAfter({ name, given: undefined, limit: toLimit(call, list), source });
}

/** The number of the page, from the first one on. */
export function toPageNumber(call: Call, list: ListParameters, { offset, limit }: Page): number {
  const first = list.page?.first ?? 1;
  if (list.page) return toNumber(getInput(call, list, list.page.name), first);
  return Number.isFinite(limit) ? Math.floor(offset / Math.max(1, limit)) + first : first;
}

function readAt(source: Source, offset: number, limit: number) {
  const { entities, total } = source.list(offset, limit);
  return { entities, total, hasMore: offset + entities.length < total };
}

interface CursorOptions {
  readonly name: string;
  readonly given: Json | undefined;
  readonly limit: number;
  readonly source: Source;
}

function readAfter({ name, given, limit, source }: CursorOptions): Page | Problem {
  const cursor = given === undefined ? { kind: 'after', number: 0 } : toCursor(name, given, source);
  if (!cursor) return toCursorProblem(name, given);
  if (cursor.kind === 'before') return readBack(source, source.offsetOf(cursor.number), limit);
  if (!source.after) return readOn(source, cursor.number, limit);
  const { entities, hasMore } = source.after(cursor.number, limit);
  const { total } = source.list(0, 0);
  const last = entities.at(-1);
  const next = hasMore && last ? { cursor: writeCursor('after', last.sequence) } : {};
  const start = entities[0]?.sequence;
  const isStart = cursor.number === 0 || start === undefined;
  const previous = isStart ? {} : { previous: writeCursor('before', start) };
  return { entities, total, offset: 0, limit, hasMore, ...next, ...previous };
}

function readBefore({ name, given, limit, source }: CursorOptions): Page | Problem {
  const cursor = toCursor(name, given ?? null, source);
  if (!cursor) return toCursorProblem(name, given);
  // In another order than that of creation, the place after an item is one further than its own.
  const own = cursor.kind === 'after' ? cursor.number - 1 : cursor.number;
  const end = source.after ? source.offsetOf(cursor.number) : own;
  return readBack(source, end, limit);
}

/** The page that ends before an offset. */
function readBack(source: Source, end: number, limit: number): Page {
  const offset = Math.max(0, end - limit);
  return readOn(source, offset, Math.min(limit, end - offset));
}

/** The page at an offset, with cursors to those beside it. */
function readOn(source: Source, offset: number, limit: number): Page {
  const page = readAt(source, offset, limit);
  const [first, last] = [page.entities[0], page.entities.at(-1)];
  const isByOffset = !source.after;
  const after = isByOffset ? offset + page.entities.length : last?.sequence;
  const before = isByOffset ? offset : first?.sequence;
  return {
    ...page,
    ...{ offset, limit },
    ...(page.hasMore && after !== undefined && { cursor: writeCursor('after', after) }),
    ...(offset > 0 && before !== undefined && { previous: writeCursor('before', before) }),
  };
}

/** Without a limit parameter everything is sent; without a default, 50. */
function toLimit(call: Call, list: ListParameters): number {
  const { limit, page, cursor } = list;
  if (!limit) return page || cursor ? 50 : Number.POSITIVE_INFINITY;
  const fallback = limit.default ?? Math.min(50, limit.maximum ?? 50);
  return toNumber(getInput(call, list, limit.name), fallback);
}

function toNumber(value: Json | undefined, fallback: number): number {
  return typeof value === 'number' ? Math.max(0, Math.floor(value)) : fallback;
}

interface Cursor {
  readonly kind: string;
  readonly number: number;
}

function toCursor(name: string, given: Json, source: Source): Cursor | undefined {
  const cursor = readCursor(given);
  if (cursor) return cursor;
  // `starting_after=42` names an item, in lists that give out no cursors.
  if (!/(after|before|marker)(id)?$/i.test(name.replace(/[^a-z]/gi, ''))) return undefined;
  const number = source.positionOf(String(given));
  return number === undefined ? undefined : { kind: 'after', number };
}

function writeCursor(kind: 'after' | 'before', number: number): string {
  return Buffer.from(`${kind}:${number}`).toString('base64url');
}

function readCursor(cursor: Json): Cursor | undefined {
  const text = Buffer.from(String(cursor), 'base64url').toString();
  const [, kind = '', digits = ''] = /^(after|before):(\d{1,15})$/.exec(text) ?? [];
  const isOurs = kind !== '' && isEqual(cursor, Buffer.from(text).toString('base64url'));
  return isOurs ? { kind, number: Number(digits) } : undefined;
}

function toCursorProblem(name: string, cursor: Json | undefined): Problem {
  const message = `The query parameter ${name} is ${toSnippet(cursor)}, which no list of this server gave out. Take it from the reply before, or leave it away for the first page.`;
  const rule = 'cursor';
  const place = { part: 'query', name, instanceLocation: '', keywordLocation: '' } as const;
  const finding = { ...place, rule, value: toSnippet(cursor), message };
  return new Problem('parameter-invalid', message, { findings: [finding] });
}
