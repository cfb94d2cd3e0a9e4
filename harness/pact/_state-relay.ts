import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isJsonObject, type Json, type JsonObject, toText } from '../../kernel/json.ts';

/** A provider state that could not be set up or torn down. */
export interface StateFailure {
  readonly state: string;
  readonly params: JsonObject;
  readonly action: string;
  /** What whoever sets states answered. */
  readonly reason: string;
}

/** Where state changes go, and how. */
export interface StateTarget {
  /** Takes Pact's `POST {state, params, action}`; undefined: nobody does. */
  readonly url: string | undefined;
  /** Fields sent along. */
  readonly headers: Readonly<Record<string, string>>;
  /** True to let every change pass without making it. */
  readonly isIgnored: boolean;
}

/** A running relay. */
export interface StateRelay {
  readonly url: string;
  readonly failures: readonly StateFailure[];
  close(): void;
}

/**
 * Stands between Pact's verifier and whoever sets provider states: the verifier does not tell why a
 * change failed, and lets a failure pass in a pending pact and at teardown.
 */
export async function startStateRelay(target: StateTarget): Promise<StateRelay> {
  const failures: StateFailure[] = [];
  const server = createServer((request, response) => {
    relay(request, target).then(({ value, failure }) => {
      if (failure) failures.push(failure);
      // No 5xx: the verifier would try again and again.
      reply(response, failure ? 422 : 200, value);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port, as this one does, has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    failures,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Outcome {
  readonly value: JsonObject;
  readonly failure?: StateFailure;
}

async function relay(request: IncomingMessage, target: StateTarget): Promise<Outcome> {
  const change = toJsonObject(await readText(request));
  const state = toText(change.state) ?? '';
  // The verifier asks for the state '' where an interaction has none.
  if (target.isIgnored || state === '') return { value: {} };
  const outcome = await send(change, target);
  if (typeof outcome !== 'string') return { value: outcome };
  const params = isJsonObject(change.params) ? change.params : {};
  const action = toText(change.action) ?? 'setup';
  return { value: {}, failure: { state, params, action, reason: outcome } };
}

/** The values that are injected, or why there are none. */
async function send(change: JsonObject, target: StateTarget): Promise<JsonObject | string> {
  if (target.url === undefined) {
    return 'Nobody sets provider states here. Name who does with --states-url, or pass over them with --no-states.';
  }
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { ...target.headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(change),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (response.ok) return toJsonObject(text);
    return `${target.url} answered ${response.status}: ${toReason(text)}`;
  } catch (error) {
    return `${target.url} did not answer: ${toMessage(error)}`;
  }
}

/** The detail of a problem (RFC 9457), else the text itself. */
function toReason(text: string): string {
  return toText(toJsonObject(text).detail) ?? text.slice(0, 2000);
}

function toMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function toJsonObject(text: string): JsonObject {
  try {
    const value: Json = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, value: Json): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}
