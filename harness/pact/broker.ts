import { isJsonObject, type Json, toArray } from '../../kernel/json.ts';
import { UnusableError } from '../unusable.ts';

/** A Pact Broker, and what is asked of it. */
export interface BrokerOptions {
  readonly url: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
  /** Which versions of consumers count: consumer version selectors. */
  readonly selectors: readonly BrokerSelector[];
  /** The branch of the provider. */
  readonly branch?: string;
  /** True to let pending pacts fail without failing the provider. */
  readonly isPendingEnabled?: boolean;
  /** Publishes the results of the verification. */
  readonly publish?: { readonly version: string; readonly buildUrl?: string };
}

/** A consumer version selector, as a broker takes it. */
export type BrokerSelector = Readonly<Record<string, string | boolean>>;

/** Variables of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command line says of a broker beyond the environment. */
export interface BrokerFlags {
  readonly brokerUrl?: string | undefined;
  readonly consumerVersionSelectors?: string | undefined;
  readonly providerBranch?: string | undefined;
  readonly enablePending?: boolean | undefined;
  readonly publish?: boolean | undefined;
  readonly providerVersion?: string | undefined;
  readonly buildUrl?: string | undefined;
}

/**
 * The broker that Pact's own variables name (`PACT_BROKER_BASE_URL`, `PACT_BROKER_TOKEN`,
 * `PACT_BROKER_USERNAME`, `PACT_BROKER_PASSWORD`, `PACT_BROKER_PUBLISH_VERIFICATION_RESULTS`);
 * undefined when none is named. Throws `UnusableError` when something is lacking.
 */
export function toBrokerOptions(flags: BrokerFlags, env: Environment): BrokerOptions | undefined {
  const url = flags.brokerUrl ?? toSet(env.PACT_BROKER_BASE_URL);
  if (url === undefined) return undefined;
  const token = toSet(env.PACT_BROKER_TOKEN);
  const username = toSet(env.PACT_BROKER_USERNAME);
  const password = toSet(env.PACT_BROKER_PASSWORD);
  const publish = toPublish(flags, env);
  const selectors = toSelectors(flags.consumerVersionSelectors);
  const { providerBranch: branch, enablePending } = flags;
  return {
    ...{ url, selectors },
    ...(token !== undefined && { token }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(branch !== undefined && { branch }),
    ...(enablePending !== undefined && { isPendingEnabled: enablePending }),
    ...(publish && { publish }),
  };
}

function toSet(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function toPublish(flags: BrokerFlags, env: Environment): BrokerOptions['publish'] {
  const { publish = env.PACT_BROKER_PUBLISH_VERIFICATION_RESULTS === 'true' } = flags;
  if (!publish) return undefined;
  const { providerVersion: version, buildUrl } = flags;
  if (version === undefined || version === '') {
    throw new UnusableError(
      'Results are published under a version of the provider. Name it: --provider-version "$(git rev-parse HEAD)"',
    );
  }
  return { version, ...(buildUrl !== undefined && { buildUrl }) };
}

/** What Pact recommends: whatever may meet this provider in the main branch or where it runs. */
const usualSelectors: readonly BrokerSelector[] = [
  { mainBranch: true },
  { deployedOrReleased: true },
];

function toSelectors(text: string | undefined): readonly BrokerSelector[] {
  if (text === undefined) return usualSelectors;
  const value = parse(text);
  const list = (isJsonObject(value) ? [value] : toArray(value)).filter(isSelector);
  if (list.length > 0) return list;
  throw new UnusableError(
    `--consumer-version-selectors is ${text}, which is no JSON of selectors. Such as: '[{"mainBranch":true}]'`,
  );
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isSelector(value: Json): value is Readonly<Record<string, string | boolean>> {
  const isPlain = (member: Json) => typeof member === 'string' || typeof member === 'boolean';
  return isJsonObject(value) && Object.values(value).every(isPlain);
}
