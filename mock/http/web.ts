import { setTimeout as sleep } from 'node:timers/promises';
import {
  type HttpRequest,
  type HttpResponse,
  type RequestBody,
  toFields,
} from '../../kernel/http.ts';

/** The kernel's request of a Fetch `Request`. */
export async function fromWeb(request: Request, bodyLimit: number): Promise<HttpRequest> {
  const { pathname, search, origin } = new URL(request.url);
  const bytes = new Uint8Array(await request.arrayBuffer());
  const body: RequestBody =
    bytes.length > bodyLimit ? { kind: 'too-large', limit: bodyLimit } : { kind: 'bytes', bytes };
  return {
    method: request.method,
    target: pathname + search,
    fields: toFields(request.headers),
    body,
    origin,
  };
}

/** A Fetch `Response` of the kernel's response. A lost connection rejects as `fetch` does. */
export async function toWeb(response: HttpResponse): Promise<Response> {
  const { status, fields, body, delay, disruption } = response;
  if (delay !== undefined && delay > 0) await sleep(delay);
  if (disruption === 'reset' || disruption === 'empty' || disruption === 'garbage') {
    throw new TypeError('fetch failed', { cause: new Error(`The fault ${disruption} hit`) });
  }
  const headers = new Headers();
  for (const [name, value] of fields) headers.append(name, value);
  const content = disruption === 'truncate' ? toBroken(body) : body;
  return new Response(content ?? null, { status, headers });
}

/** A body that ends in the middle, the way a reader of the network sees it. */
function toBroken(body: HttpResponse['body']): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(body ?? '');
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
    },
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
}
