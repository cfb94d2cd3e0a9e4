import { randomUUID } from 'node:crypto';
import { UnusableError } from '../unusable.ts';
import { withPactSettings } from './_environment.ts';
import { importPact } from './_packages.ts';
import { createPublishingLog } from './_publishing-log.ts';
import { type StateFailure, startStateRelay } from './_state-relay.ts';
import { type InteractionResult, readResults } from './_verifier-results.ts';
import type { BrokerOptions } from './broker.ts';

export type { StateFailure } from './_state-relay.ts';
export type { InteractionResult } from './_verifier-results.ts';

/** What is verified, and how. */
export interface VerifyOptions {
  /** The base URL of the provider. */
  readonly url: string;
  /** The provider's name in the pacts. */
  readonly provider: string;
  /** Paths or URLs of pacts. */
  readonly pacts?: readonly string[];
  /** Where else pacts come from, and where results go. */
  readonly broker?: BrokerOptions;
  /**
   * Takes Pact's `POST {state, params, action}`; false passes over provider states. Default:
   * `/_pact/provider-states` below the provider's URL, when something is there; the verification
   * then has a session of its own on a mock.
   */
  readonly statesUrl?: string | false;
  /** Sent with every change of state. */
  readonly statesHeaders?: Readonly<Record<string, string>>;
  /** Sent with every request to the provider. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came of a verification. */
export interface Verification {
  /** True when every interaction holds and every provider state could be set up and torn down. */
  readonly isPassed: boolean;
  readonly interactions: readonly InteractionResult[];
  /** Each says what could not be put into which state; the reason may hold a scenario to paste. */
  readonly stateFailures: readonly StateFailure[];
}

/**
 * Runs Pact's verifier against a provider. A provider state that is unknown or fails is a failure of
 * the whole, even in a pending pact. Throws `UnusableError` when the provider does not answer, when
 * there is nothing to verify, when the results cannot be published, or when Pact is not installed. Pact prints its own report.
 */
export function verifyPacts(options: VerifyOptions): Promise<Verification> {
  return withPactSettings(() => verify(options));
}

async function verify(options: VerifyOptions): Promise<Verification> {
  const url = options.url.replace(/\/+$/, '');
  const target = await findStates(url, options);
  const { Verifier } = await importPact();
  const relay = await startStateRelay(target);
  const log = options.broker?.publish && createPublishingLog();
  const headers = { ...options.headers, ...target.session };
  try {
    const verifier = new Verifier({
      provider: options.provider,
      providerBaseUrl: url,
      providerStatesSetupUrl: relay.url,
      // Pact refuses an empty one.
      ...(Object.keys(headers).length > 0 && { customProviderHeaders: headers }),
      logLevel: 'error',
      ...(log && { logFile: log.path }),
      ...(options.pacts && { pactUrls: [...options.pacts] }),
      ...(options.broker && toBroker(options.broker)),
    });
    const text = await verifier.verifyProvider().catch(toFailure);
    const interactions = readResults(text);
    if (interactions.length === 0) throw toNothing(options, text);
    const lost = log?.findFailure();
    if (lost !== undefined) throw new UnusableError(`The results are not in the broker. ${lost}`);
    const isPassed =
      relay.failures.length === 0 && interactions.every(({ outcome }) => outcome !== 'failed');
    return { isPassed, interactions, stateFailures: relay.failures };
  } finally {
    relay.close();
    log?.remove();
    if (target.session) await endSession(url, target);
  }
}

interface States {
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly isIgnored: boolean;
  /** The field that names the session of this verification, where there are sessions. */
  readonly session?: { readonly 'X-Mock-Session': string };
}

async function findStates(url: string, options: VerifyOptions): Promise<States> {
  const { statesUrl, statesHeaders: headers = {} } = options;
  const usual = `${url}/_pact/provider-states`;
  const status = await probe(usual);
  if (statesUrl === false) return { url: undefined, headers, isIgnored: true };
  if (statesUrl !== undefined) return { url: statesUrl, headers, isIgnored: false };
  if (status === 404 || status >= 500) return { url: undefined, headers, isIgnored: false };
  const session = { 'X-Mock-Session': `pact-${randomUUID()}` };
  return { url: usual, headers: { ...headers, ...session }, isIgnored: false, session };
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

/** The verifier rejects with its results when an interaction fails. */
function toFailure(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toNothing({ provider, pacts, broker }: VerifyOptions, text: string): UnusableError {
  if (!text.startsWith('{')) return new UnusableError(`Pact's verifier could not run: ${text}`);
  const place = broker ? `the broker ${broker.url}` : (pacts ?? []).join(', ');
  return new UnusableError(
    `Nothing was verified: there is no interaction for the provider ${provider} in ${place}.`,
  );
}

function toBroker({ url, publish, selectors, ...more }: BrokerOptions) {
  return {
    pactBrokerUrl: url,
    ...(more.token !== undefined && { pactBrokerToken: more.token }),
    ...(more.username !== undefined && { pactBrokerUsername: more.username }),
    ...(more.password !== undefined && { pactBrokerPassword: more.password }),
    consumerVersionSelectors: [...selectors],
    ...(more.branch !== undefined && { providerVersionBranch: more.branch }),
    enablePending: more.isPendingEnabled ?? false,
    // Pact takes `false` for a wish to publish, and asks for a version.
    ...(publish && { publishVerificationResult: true, providerVersion: publish.version }),
    ...(publish?.buildUrl !== undefined && { buildUrl: publish.buildUrl }),
  };
}

/** The session would expire by itself; a mock that is gone already needs nothing. */
async function endSession(url: string, { session, headers }: States): Promise<void> {
  const place = `${url}/__admin/sessions/${session?.['X-Mock-Session']}`;
  const { 'X-Mock-Session': _, ...rest } = { 'X-Mock-Session': '', ...headers };
  await fetch(place, { method: 'DELETE', headers: rest }).catch(() => undefined);
}
