/**
 * What Pact would read from the environment on its own: it reports its use to its makers unless it
 * is told not to, and adds the broker's pacts to those that were named.
 */
const settings: Readonly<Record<string, string | undefined>> = {
  PACT_DO_NOT_TRACK: 'true',
  PACT_BROKER_BASE_URL: undefined,
  PACT_BROKER_PUBLISH_VERIFICATION_RESULTS: undefined,
};

/** Runs something with these settings, and puts the environment back afterwards. */
export async function withPactSettings<T>(run: () => Promise<T>): Promise<T> {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  put(Object.entries(settings));
  try {
    return await run();
  } finally {
    put(before);
  }
}

function put(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
