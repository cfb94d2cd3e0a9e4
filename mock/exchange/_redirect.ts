import { splitTarget, toUrl } from '../../kernel/http.ts';
import type { ErrorContext } from './error-reply.ts';

/** True for a status that sends the client elsewhere (RFC 9110 §15.4). */
export function isRedirect(status: number): boolean {
  return status > 300 && status < 309 && status !== 304 && status !== 305 && status !== 306;
}

/**
 * Where a redirection leads: where the client asked to be sent, as in OAuth 2.0 (RFC 6749 §4.1.1),
 * else to the root; a path also as an absolute URL.
 */
export function toRedirectTexts({ request }: ErrorContext): readonly string[] {
  const query = new URLSearchParams(splitTarget(request?.target ?? '/').query);
  const asked = query.get('redirect_uri') ?? query.get('return_to') ?? '';
  const target = /^(https?:\/\/[^\s]+|\/[^\s]*)$/.test(asked) ? asked : '/';
  return request && target.startsWith('/') ? [target, toUrl(request, target)] : [target];
}
