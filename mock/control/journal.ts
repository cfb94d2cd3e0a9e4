import { toDateTime } from '../../kernel/clock.ts';
import { splitTarget } from '../../kernel/http.ts';
import {
  isEqual,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  toObject,
  toText,
} from '../../kernel/json.ts';
import type { Exchange } from '../exchange/journal.ts';
import type { Call } from '../exchange/model.ts';
import { explainMisses } from './_near-miss.ts';
import { redactBody, redactFields, redactTarget } from './_redact.ts';
import { done, getBody, getQuery, toJson } from './_reply.ts';
import { toJsonObject } from './_values.ts';
import type { Handlers } from './target.ts';

/** What was asked and answered. */
export const journal: Handlers = {
  listRequests: (call) => {
    const found = call.session.journal.list().filter(toFilter(call));
    const { limit } = call.parameters.query;
    const kept = found.slice(-(typeof limit === 'number' ? limit : 1000));
    return toJson(call, { requests: kept.map(toEntry), total: found.length });
  },
  clearRequests: ({ session }) => {
    session.journal.clear();
    return done;
  },
  listUnmatched: (call, { router }) => {
    const unmatched = call.session.journal
      .list()
      .filter(({ operationId }) => operationId === undefined);
    const entries = unmatched.map(({ request: { method, target } }) => {
      const { path } = splitTarget(target);
      const nearMisses = explainMisses(router, method, path);
      return { request: { method, target: redactTarget(target) }, nearMisses };
    });
    return toJson(
      call,
      entries.map((entry) => toJsonObject(entry)),
    );
  },
  countRequests: (call) => {
    const pattern = getBody(call);
    const count = call.session.journal.list().filter((one) => isMatch(one, pattern)).length;
    return toJson(call, { count });
  },
};

function toFilter(call: Call) {
  const operation = getQuery(call, 'operation');
  const method = getQuery(call, 'method');
  const path = getQuery(call, 'path');
  const { status } = call.parameters.query;
  return ({ operationId, request, response }: Exchange): boolean =>
    (operation === undefined || operation === operationId) &&
    (method === undefined || method.toUpperCase() === request.method) &&
    (path === undefined || splitTarget(request.target).path.includes(path)) &&
    (typeof status !== 'number' || status === response.status);
}

/** An exchange as JSON, secrets taken out. */
function toEntry(exchange: Exchange): JsonObject {
  const { request, response, problem, operationId, findings, at, milliseconds } = exchange;
  return toJsonObject({
    request: {
      method: request.method,
      target: redactTarget(request.target),
      fields: redactFields(Object.entries(request.fields)),
      body: request.body.kind === 'bytes' ? redactBody(toUtf8(request.body.bytes)) : '',
    },
    response: {
      status: response.status,
      fields: redactFields(response.fields),
      body: response.body === undefined ? '' : redactBody(toUtf8(response.body)),
    },
    operation: operationId,
    problem: problem?.code,
    findings,
    at: toDateTime(at),
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  });
}

function toUtf8(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

function isMatch(exchange: Exchange, pattern: JsonObject): boolean {
  const { request, response, operationId } = exchange;
  const { path } = splitTarget(request.target);
  const { operation, method, pathContains, status, body } = pattern;
  return (
    (operation === undefined || operation === operationId) &&
    (method === undefined || String(method).toUpperCase() === request.method) &&
    (pattern.path === undefined || pattern.path === path) &&
    (pathContains === undefined || path.includes(String(pathContains))) &&
    (status === undefined || status === response.status) &&
    Object.entries(toObject(pattern.fields)).every(
      ([name, value]) => request.fields[name.toLowerCase()] === toText(value),
    ) &&
    (body === undefined || contains(readBody(exchange), body))
  );
}

function readBody({ request }: Exchange): Json | undefined {
  if (request.body.kind !== 'bytes') return undefined;
  try {
    return JSON.parse(toUtf8(request.body.bytes));
  } catch {
    return undefined;
  }
}

/** Objects contain member by member; everything else is equal. */
function contains(actual: Json | undefined, wanted: Json): boolean {
  if (isJsonObject(wanted)) {
    return (
      isJsonObject(actual) &&
      Object.entries(wanted).every(([name, value]) =>
        contains(Object.hasOwn(actual, name) ? actual[name] : undefined, value),
      )
    );
  }
  if (isJsonArray(wanted) && isJsonArray(actual)) {
    return (
      wanted.length === actual.length &&
      wanted.every((item, index) => contains(actual[index], item))
    );
  }
  return isEqual(actual, wanted);
}
