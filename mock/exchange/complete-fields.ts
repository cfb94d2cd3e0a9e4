import { findResponse } from '../../spec/responses.ts';
import { isForeign } from './_field-context.ts';
import { toFieldLines } from './_field-value.ts';
import { isRedirect, toRedirectTexts } from './_redirect.ts';
import type { ErrorContext } from './error-reply.ts';
import type { Reply } from './model.ts';

/**
 * The reply with every header field its response requires, and of the optional ones those that have
 * something to tell; what a behaviour set is kept. A redirection says where to, unless
 * the field is declared to be something that no value is.
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
  const isDeclared = response?.headers.some(({ name }) => /^location$/i.test(name));
  if (isRedirect(reply.status) && !isDeclared && !has('Location')) {
    const [target = '/'] = toRedirectTexts(context);
    fields.push(['Location', target]);
  }
  return fields.length === reply.fields.length ? reply : { ...reply, fields };
}
