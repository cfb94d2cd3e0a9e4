import {
  type HttpRequest,
  type HttpResponse,
  type RequestBody,
  toFields,
} from '../../kernel/http.ts';

/** The kernel's request of a Fetch `Request`. */
export async function fromWeb(request: Request, bodyLimit: number): Promise<HttpRequest> {
  const { pathname, search } = new URL(request.url);
  const bytes = new Uint8Array(await request.arrayBuffer());
  const body: RequestBody =
    bytes.length > bodyLimit ? { kind: 'too-large', limit: bodyLimit } : { kind: 'bytes', bytes };
  return {
    method: request.method,
    target: pathname + search,
    fields: toFields(request.headers),
    body,
  };
}

/** A Fetch `Response` of the kernel's response. */
export function toWeb({ status, fields, body }: HttpResponse): Response {
  const headers = new Headers();
  for (const [name, value] of fields) headers.append(name, value);
  return new Response(body ?? null, { status, headers });
}
