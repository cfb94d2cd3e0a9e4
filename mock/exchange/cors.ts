import type { HttpRequest, RequestHead } from '../../kernel/http.ts';
import type { Reply } from './model.ts';

/** True for a preflight (Fetch standard §3.2.2), which asks leave and is never an operation. */
export function isPreflight({ method, fields }: RequestHead): boolean {
  const asks = fields['access-control-request-method'] !== undefined;
  return method === 'OPTIONS' && fields.origin !== undefined && asks;
}

/**
 * Leave for whatever was asked. Paths that do not exist get it too: a refused preflight would hide
 * the 404 from the page that has to read it.
 */
export function toPreflightReply({ fields }: HttpRequest): Reply {
  const headers = fields['access-control-request-headers'];
  const network = fields['access-control-request-private-network'];
  return {
    status: 204,
    fields: [
      ['Access-Control-Allow-Methods', fields['access-control-request-method'] ?? ''],
      ...(headers === undefined ? [] : [['Access-Control-Allow-Headers', headers] as const]),
      ...(network === undefined ? [] : [['Access-Control-Allow-Private-Network', 'true'] as const]),
      ['Access-Control-Max-Age', '600'],
    ],
  };
}

/**
 * The fields that let a page of another origin read a response, credentials included. Without an
 * `Origin` there is nobody to ask for leave.
 */
export function toCorsFields(request: HttpRequest, own: Reply['fields']): Reply['fields'] {
  const { origin } = request.fields;
  if (origin === undefined) return [];
  const exposed = [...own.map(([name]) => name), 'X-Mock-Findings'];
  const readable = exposed.filter((name) => !/^(access-control-|vary$)/i.test(name));
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Expose-Headers', [...new Set(readable)].join(', ')],
    ['Vary', 'Origin'],
  ];
}
