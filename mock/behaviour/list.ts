import { isEqual, isJsonArray, type Json, toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ListParameters } from '../../spec/paging.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import type { Collection } from '../state/collection.ts';
import type { Condition, Entity } from '../state/entity.ts';
import { type ListFacts, toReply } from './_body.ts';
import { checkParents, toTarget } from './_target.ts';

/** GET of a collection: paged, filtered by equality, in creation order. */
export const list: Behaviour = {
  name: 'list',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const roles = call.compiled.binding.list ?? { filters: [], unknown: [] };
    const collection = transaction.collection(target.ref);
    const read = readPage(call, roles, collection);
    if (read instanceof Problem) return read;
    const values = read.entities.map(({ value }) => value);
    return toReply(call, values, { facts: read.facts });
  },
};

interface Page {
  readonly entities: readonly Entity[];
  readonly facts: ListFacts;
}

function readPage(call: Call, roles: ListParameters, collection: Collection): Page | Problem {
  const limit = toLimit(call, roles);
  const where = toConditions(call, roles);
  const cursor = roles.cursor === undefined ? undefined : call.parameters.query[roles.cursor];
  if (roles.cursor !== undefined) {
    const after = cursor === undefined ? 0 : fromCursor(cursor);
    if (after === undefined) return toCursorProblem(roles.cursor, cursor);
    const { entities, hasMore } = collection.after(after, limit, where);
    const last = entities.at(-1);
    const { total } = collection.list({ offset: 0, limit: 0, where });
    const next = hasMore && last ? toCursor(last.sequence) : undefined;
    const facts = { total, count: entities.length, offset: 0, limit, page: 1 };
    return { entities, facts: next === undefined ? facts : { ...facts, next } };
  }
  const first = roles.page?.first ?? 1;
  const page = roles.page ? toNumber(call.parameters.query[roles.page.name], first) : first;
  const pageOffset = Number.isFinite(limit) ? Math.max(0, page - first) * limit : 0;
  const offset = roles.offset ? toNumber(call.parameters.query[roles.offset], 0) : pageOffset;
  const { entities, total } = collection.list({ offset, limit, where });
  const end = offset + entities.length;
  const current = roles.page ? page : Math.floor(offset / Math.max(1, limit)) + first;
  const facts = { total, count: entities.length, offset, limit, page: current };
  return { entities, facts: end < total ? { ...facts, next: String(end) } : facts };
}

/** Without a limit parameter everything is sent; without a default, 50. */
function toLimit(call: Call, { limit, page, cursor }: ListParameters): number {
  if (!limit) return page || cursor ? 50 : Number.POSITIVE_INFINITY;
  const fallback = limit.default ?? Math.min(50, limit.maximum ?? 50);
  return toNumber(call.parameters.query[limit.name], fallback);
}

function toNumber(value: Json | undefined, fallback: number): number {
  return typeof value === 'number' ? Math.max(0, Math.floor(value)) : fallback;
}

function toConditions(call: Call, { filters }: ListParameters): Condition[] {
  return filters.flatMap(({ parameter, property }) => {
    const value = call.parameters.query[parameter];
    return value === undefined ? [] : [{ property, value: toSingle(value) }];
  });
}

/** A filter that takes a list but got one value means that value. */
function toSingle(value: Json): Json {
  return isJsonArray(value) && value.length === 1 ? (value[0] ?? null) : value;
}

function toCursor(sequence: number): string {
  return Buffer.from(`after:${sequence}`).toString('base64url');
}

function fromCursor(cursor: Json): number | undefined {
  const text = Buffer.from(String(cursor), 'base64url').toString();
  const match = /^after:(\d{1,15})$/.exec(text);
  return match && isEqual(cursor, toCursor(Number(match[1]))) ? Number(match[1]) : undefined;
}

function toCursorProblem(name: string, cursor: Json | undefined): Problem {
  const message = `The query parameter ${name} is ${toSnippet(cursor)}, which no list of this server gave out. Take it from the reply before, or leave it away for the first page.`;
  const rule = 'cursor';
  const place = { part: 'query', name, instanceLocation: '', keywordLocation: '' } as const;
  const finding = { ...place, rule, value: toSnippet(cursor), message };
  return new Problem('parameter-invalid', message, { findings: [finding] });
}
