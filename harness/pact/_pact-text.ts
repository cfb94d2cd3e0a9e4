import type { Json, JsonObject } from '../../kernel/json.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import { toRequestFields } from './_credentials.ts';
import { toExpectation } from './_expectation.ts';
import type { ProviderState } from './_interaction.ts';
import type { Recorded } from './_recorded.ts';
import { toJson } from './_replay.ts';

/** An exchange that is to be an interaction. */
export interface Derived {
  readonly recorded: Recorded;
  /** The whole body of the reply. */
  readonly replyBody: string;
}

/** What all interactions of a pact share. */
export interface PactNames {
  readonly consumer: string;
  readonly provider: string;
  /** The provider state; absent where the provider has none. */
  readonly state?: ProviderState;
}

/** The text of a pact file (Pact specification 4): the same exchanges give the same text. */
export function toPactText(all: readonly Derived[], names: PactNames): string {
  const { consumer, provider, state } = names;
  const used = new Map<string, number>();
  const sorted = [...all].sort((a, b) => (toKey(a.recorded) < toKey(b.recorded) ? -1 : 1));
  const interactions = sorted.map((derived) => {
    const name = toName(derived.recorded);
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return {
      description: count === 1 ? name : `${name} (${count})`,
      pending: false,
      ...(state && { providerStates: [toState(state)] }),
      request: toRequest(derived.recorded),
      response: toResponse(derived),
      type: 'Synchronous/HTTP',
    };
  });
  const metadata = { pactSpecification: { version: '4.0' } };
  const pact = {
    consumer: { name: consumer },
    interactions,
    metadata,
    provider: { name: provider },
  };
  return `${JSON.stringify(pact, null, 2)}\n`;
}

function toState({ name, params }: ProviderState): JsonObject {
  return Object.keys(params).length > 0 ? { name, params } : { name };
}

/** Exchanges with one key are the same to a pact. */
export function toKey(recorded: Recorded): string {
  const fields = toRequestFields(recorded).map(({ name, value }) => `${name}: ${value}`);
  const value = toJson(recorded.body);
  const body = value === undefined ? recorded.body : JSON.stringify(value);
  return [toName(recorded), ...fields, body].join('\n');
}

function toName({ method, path, query, status }: Recorded): string {
  return `${method} ${path}${query === '' ? '' : `?${query}`} is answered with ${status}`;
}

function toRequest(recorded: Recorded): JsonObject {
  const { method, path, query, body, fields } = recorded;
  const own = toRequestFields(recorded);
  const rules = own.flatMap(({ name, matcher }): [string, Json][] =>
    matcher ? [[name, { combine: 'AND', matchers: [matcher] }]] : [],
  );
  return {
    ...(body !== '' && { body: toBody(body, fields['content-type'] ?? '', toJson(body)) }),
    ...(own.length > 0 && {
      headers: Object.fromEntries(own.map((one) => [one.name, [one.value]])),
    }),
    ...(rules.length > 0 && { matchingRules: { header: Object.fromEntries(rules) } }),
    method,
    path,
    ...(query !== '' && { query: toQuery(query) }),
  };
}

function toQuery(query: string): JsonObject {
  const lists = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    lists.set(name, [...(lists.get(name) ?? []), value]);
  }
  return Object.fromEntries([...lists].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toResponse({ recorded, replyBody }: Derived): JsonObject {
  const { operation, replyType, status } = recorded;
  if (replyBody === '') return { status };
  const value = toJson(replyBody);
  const response = findResponse(operation, status);
  const schema = findContent(response?.content ?? [], replyType)?.schema;
  const expected =
    schema && value !== undefined
      ? toExpectation(operation.document, schema, value)
      : { content: value, rules: {} };
  const hasRules = Object.keys(expected.rules).length > 0;
  return {
    body: toBody(replyBody, replyType, expected.content),
    headers: { 'Content-Type': [replyType] },
    ...(hasRules && { matchingRules: { body: expected.rules } }),
    status,
  };
}

/** JSON as it is; any other text as text. */
function toBody(text: string, contentType: string, value: Json | undefined): JsonObject {
  return { content: value ?? text, contentType, encoded: false };
}
