import { toUrl } from '../../kernel/http.ts';
import { getOwn, isEqual, isJsonArray, type Json, toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ListParameters } from '../../spec/paging.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import type { Collection } from '../state/collection.ts';
import type { Condition, Entity } from '../state/entity.ts';
import { toReply } from './_body.ts';
import type { ListFacts } from './_facts.ts';
import { type PagePlace, toPageLinks } from './_links.ts';
import { checkParents, toTarget } from './_target.ts';

/** GET of a collection: paged, filtered by equality, in creation order. */
export const list: Behaviour = {
  name: 'list',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const roles = call.compiled.binding.list ?? { filters: [], unknown: [] };
    const source = toSource(call, roles, transaction.collection(target.ref));
    const page = readPage(call, roles, source);
    if (page instanceof Problem) return page;
    const values = page.entities.map(({ value }) => value);
    return toReply(call, values, { facts: toFacts(call, roles, page) });
  },
};

interface Page extends PagePlace {
  readonly entities: readonly Entity[];
}

function readPage(call: Call, roles: ListParameters, source: Source): Page | Problem {
  const limit = toLimit(call, roles);
  if (roles.cursor !== undefined) return readAfter(call, { name: roles.cursor, limit, source });
  const first = roles.page?.first ?? 1;
  const page = roles.page ? toNumber(call.parameters.query[roles.page.name], first) : first;
  const pageOffset = Number.isFinite(limit) ? Math.max(0, page - first) * limit : 0;
  const offset = roles.offset ? toNumber(call.parameters.query[roles.offset], 0) : pageOffset;
  const { entities, total } = source.list(offset, limit);
  return { entities, total, offset, limit, hasMore: offset + entities.length < total };
}

interface CursorOptions {
  readonly name: string;
  readonly limit: number;
  readonly source: Source;
}

function readAfter(call: Call, { name, limit, source }: CursorOptions): Page | Problem {
  const given = call.parameters.query[name];
  const start = given === undefined ? 0 : (fromCursor(given) ?? fromIdentity(name, given, source));
  if (start === undefined) return toCursorProblem(name, given);
  const { entities, hasMore } = source.after(start, limit);
  const { total } = source.list(0, 0);
  const last = entities.at(-1);
  const cursor = hasMore && last ? { cursor: toCursor(last.sequence) } : {};
  return { entities, total, offset: 0, limit, hasMore, ...cursor };
}

/** `starting_after=42` names an item, in lists that give out no cursors. */
function fromIdentity(name: string, given: Json, source: Source): number | undefined {
  return /(after|marker)$/i.test(name) ? source.sequenceOf(String(given)) : undefined;
}

function toFacts(call: Call, roles: ListParameters, page: Page): ListFacts {
  const { entities, total, offset, limit, hasMore, cursor } = page;
  const first = roles.page?.first ?? 1;
  const number = Number.isFinite(limit) ? Math.floor(offset / Math.max(1, limit)) + first : first;
  return {
    ...{ total, count: entities.length, offset, limit, hasMore },
    page: roles.page ? toNumber(call.parameters.query[roles.page.name], first) : number,
    ...(cursor !== undefined && { cursor }),
    isByCursor: roles.cursor !== undefined,
    links: toPageLinks(call, roles, page),
    origin: toUrl(call.request, ''),
  };
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

/** The part of a collection that the filters leave. */
interface Source {
  sequenceOf(key: string): number | undefined;
  list(offset: number, limit: number): { entities: readonly Entity[]; total: number };
  after(sequence: number, limit: number): { entities: readonly Entity[]; hasMore: boolean };
}

/** A filter of one value goes to the index; one of several means any of them, and is a scan. */
function toSource(call: Call, { filters }: ListParameters, collection: Collection): Source {
  const where: Condition[] = [];
  const choices: { readonly property: string; readonly values: readonly Json[] }[] = [];
  for (const { parameter, property } of filters) {
    const value = call.parameters.query[parameter];
    const values = isJsonArray(value) ? value : value === undefined ? [] : [value];
    if (values.length > 1) choices.push({ property, values });
    else for (const one of values) where.push({ property, value: one });
  }
  const sequenceOf = (key: string) => collection.get(key)?.sequence;
  if (choices.length === 0) {
    return {
      sequenceOf,
      list: (offset, limit) => collection.list({ offset, limit, where }),
      after: (sequence, limit) => collection.after(sequence, limit, where),
    };
  }
  const { entities } = collection.list({ offset: 0, limit: Number.POSITIVE_INFINITY, where });
  const found = entities.filter(({ value }) =>
    choices.every(({ property, values }) =>
      values.some((one) => isEqual(getOwn(value, property), one)),
    ),
  );
  return {
    sequenceOf,
    list: (offset, limit) => ({
      entities: found.slice(offset, offset + limit),
      total: found.length,
    }),
    after: (start, limit) => {
      const rest = found.filter(({ sequence }) => sequence > start);
      return { entities: rest.slice(0, limit), hasMore: rest.length > limit };
    },
  };
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
