import { randomUUID } from 'node:crypto';
import { UnusableError } from '../unusable.ts';

/** Who sets provider states. */
export interface States {
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly isIgnored: boolean;
  /** The field that names the session of this verification, where there are sessions. */
  readonly session?: { readonly 'X-Mock-Session': string };
}

/** What a user says about provider states. */
interface StateWishes {
  readonly statesUrl?: string | false;
  readonly statesHeaders?: Readonly<Record<string, string>>;
}

/** Finds out who sets the states of a provider. Throws `UnusableError` when it does not answer. */
export async function findStates(
  url: string,
  { statesUrl, statesHeaders: headers = {} }: StateWishes,
): Promise<States> {
  const usual = `${url}/_pact/provider-states`;
  const status = await probe(usual);
  if (statesUrl === false) return { url: undefined, headers, isIgnored: true };
  if (statesUrl !== undefined) return { url: statesUrl, headers, isIgnored: false };
  if (status === 404 || status >= 500) return { url: undefined, headers, isIgnored: false };
  const session = { 'X-Mock-Session': `pact-${randomUUID()}` };
  return { url: usual, headers, isIgnored: false, session };
}

/** The status of a GET, which changes nothing and tells that somebody is there. */
async function probe(url: string): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const mend = 'Start the provider, or give its URL with --url.';
    throw new UnusableError(`No provider answers at ${new URL(url).origin}: ${reason}. ${mend}`);
  }
}

/**
 * Ends the session of a verification, if it had one. It would expire by itself, and a mock that is
 * gone already needs nothing, so no failure is told.
 */
export async function endSession(url: string, { session, headers }: States): Promise<void> {
  if (!session) return;
  const place = `${url}/__admin/sessions/${session['X-Mock-Session']}`;
  await fetch(place, { method: 'DELETE', headers }).catch(() => undefined);
}
