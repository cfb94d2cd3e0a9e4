import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../../kernel/http.ts';
import { writeEarly } from './_linger.ts';
import { disrupt } from './disrupt.ts';

/** How a response is written. */
export interface Writing {
  /** It comes before the request has arrived whole, and ends the connection. */
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
  if (close) {
    writeEarly(response, into);
    return;
  }
  const fields: string[] = [];
  for (const [name, value] of response.fields) fields.push(name, value);
  into.writeHead(status, fields);
  // Of a text in ASCII both encodings are the same bytes; Node writes this one faster.
  if (response.isAscii) into.end(body, 'latin1');
  else into.end(body);
}
