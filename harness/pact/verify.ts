import { UnusableError } from '../unusable.ts';
import { withPactSettings } from './_environment.ts';
import { importPact } from './_packages.ts';
import { createPublishingLog } from './_publishing-log.ts';
import { type StateFailure, startStateRelay } from './_state-relay.ts';
import { endSession, findStates } from './_states.ts';
import { type InteractionResult, type Results, readResults } from './_verifier-results.ts';
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
  /** What else failed, such as a pact that could not be read. */
  readonly others: readonly string[];
  /** Each says what could not be put into which state; the reason may hold a scenario to paste. */
  readonly stateFailures: readonly StateFailure[];
}

/**
 * Runs Pact's verifier against a provider. A provider state that is unknown or fails is a failure of
 * the whole, even in a pending pact. Throws `UnusableError` when the provider does not answer, when
 * there is nothing to verify, when the results cannot be published, or when Pact is not installed.
 * Pact prints its own report.
 */
export function verifyPacts(options: VerifyOptions): Promise<Verification> {
  return withPactSettings(() => verify(options));
}

async function verify(options: VerifyOptions): Promise<Verification> {
  const url = options.url.replace(/\/+$/, '');
  const target = await findStates(url, options);
  const { Verifier } = await importPact();
  const relay = await startStateRelay({
    ...target,
    headers: { ...target.headers, ...target.session },
  });
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
    const results = readResults(await verifier.verifyProvider().catch(toText));
    if (results.interactions.length === 0) throw toNothing(options, results);
    const lost = log?.findFailure();
    if (lost !== undefined) throw new UnusableError(`The results are not in the broker. ${lost}`);
    const stateFailures = relay.failures;
    return { ...results, isPassed: results.isPassed && stateFailures.length === 0, stateFailures };
  } finally {
    relay.close();
    log?.remove();
    await endSession(url, target);
  }
}

/** The verifier rejects with its results when an interaction fails, else with what went wrong. */
function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toNothing({ provider, pacts, broker }: VerifyOptions, { others }: Results): UnusableError {
  const place = broker ? `the broker ${broker.url}` : (pacts ?? []).join(', ');
  const said = others.length > 0 ? ` Pact says: ${others.join(' ')}` : '';
  return new UnusableError(`No interaction for ${provider} was verified from ${place}.${said}`);
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
