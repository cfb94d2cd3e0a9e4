import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFields, type HttpRequest, type HttpResponse } from '../../kernel/http.ts';
import { disrupt } from './disrupt.ts';

/** The kernel's request of a Node message whose body was read. */
export function fromNode(
  { method = 'GET', url = '/', rawHeaders }: IncomingMessage,
  { body, base = '' }: Pick<HttpRequest, 'body' | 'base'>,
): HttpRequest {
  const fields = createFields();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    fields.add(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  return { method, target: toOrigin(url), fields: fields.all, body, base };
}

/** A target in absolute form (RFC 9112 §3.2.2) in origin form. */
function toOrigin(target: string): string {
  if (target.startsWith('/')) return target;
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(target);
  if (!match) return target;
  const rest = match[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** How a response is written. */
export interface Writing {
  /** Ends the connection after it. */
  readonly close?: boolean;
  /** Is told of a mistake of ours. */
  readonly fail: (error: unknown) => void;
}

/** Writes a finished response when its time has come. */
export function toNode(response: HttpResponse, into: ServerResponse, writing: Writing): void {
  const { delay } = response;
  if (delay === undefined || delay <= 0) write(response, into, writing);
  else setTimeout(() => write(response, into, writing), delay);
}

function write(response: HttpResponse, into: ServerResponse, { close, fail }: Writing): void {
  if (into.destroyed) return;
  const { status, disruption, body } = response;
  if (disruption !== undefined) {
    disrupt(disruption, response, into).catch(fail);
    return;
  }
  const fields: string[] = [];
  for (const [name, value] of response.fields) fields.push(name, value);
  if (close) fields.push('Connection', 'close');
  into.writeHead(status, fields);
  // Of a text in ASCII both encodings are the same bytes; Node writes this one faster.
  if (response.isAscii) into.end(body, 'latin1');
  else into.end(body);
}
