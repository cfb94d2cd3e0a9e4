import { splitTarget } from '../../kernel/http.ts';
import { findResponse } from '../../spec/responses.ts';
import { isForeign } from './_field-context.ts';
import { toFieldLines } from './_field-value.ts';
import type { ErrorContext } from './error-reply.ts';
import type { Reply } from './model.ts';

/**
 * The reply with every header field its response requires, and of the optional ones those that have
 * something to tell; what a behaviour set is kept. A redirection always says where to.
 */
export function completeFields(context: ErrorContext, reply: Reply): Reply {
  const { compiled } = context;
  const response = compiled && findResponse(compiled.operation, reply.status);
  if (!compiled || (!response?.headers.length && !isRedirect(reply.status))) return reply;
  const fields = [...reply.fields];
  const has = (name: string) =>
    fields.some(([known]) => known.toLowerCase() === name.toLowerCase());
  for (const header of response?.headers ?? []) {
    if (has(header.name) || isForeign(header.name)) continue;
    const lines = toFieldLines({ ...context, compiled, reply }, header);
    for (const line of lines) fields.push([header.name, line]);
  }
  if (isRedirect(reply.status) && !has('Location')) {
    fields.push(['Location', toTarget(context)]);
  }
  return fields.length === reply.fields.length ? reply : { ...reply, fields };
}

function isRedirect(status: number): boolean {
  return status > 300 && status < 309 && status !== 304 && status !== 305 && status !== 306;
}

/** Where a client asked to be sent, as in OAuth 2.0 (RFC 6749 §4.1.1), else the root. */
function toTarget({ request }: ErrorContext): string {
  const query = new URLSearchParams(splitTarget(request?.target ?? '/').query);
  const asked = query.get('redirect_uri') ?? query.get('return_to') ?? '';
  return /^(https?:\/\/[^\s]+|\/[^\s]*)$/.test(asked) ? asked : '/';
}
