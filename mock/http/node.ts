import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type HttpRequest,
  type HttpResponse,
  type RequestBody,
  toFields,
} from '../../kernel/http.ts';
import { disrupt } from './disrupt.ts';

/** The kernel's request of a Node message whose body was read. */
export function fromNode(message: IncomingMessage, target: string, body: RequestBody): HttpRequest {
  return {
    method: message.method ?? 'GET',
    target: toOrigin(target),
    fields: toFields(pairs(message)),
    body,
  };
}

function* pairs({ rawHeaders }: IncomingMessage): Generator<[string, string]> {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    yield [rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''];
  }
}

/** A target in absolute form (RFC 9112 §3.2.2) in origin form. */
function toOrigin(target: string): string {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(target);
  if (!match) return target;
  const rest = match[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Writes a finished response when its time has come; `close` ends the connection after it. */
export async function toNode(
  response: HttpResponse,
  into: ServerResponse,
  close = false,
): Promise<void> {
  const { delay, disruption } = response;
  if (delay !== undefined && delay > 0) await sleep(delay);
  if (into.destroyed) return;
  if (disruption !== undefined) return disrupt(disruption, response, into);
  const fields = response.fields.flat();
  if (close) fields.push('Connection', 'close');
  into.writeHead(response.status, fields);
  into.end(response.body);
}
