/** An authentication scheme of HTTP (RFC 9110 §11). */
export interface HttpScheme {
  /** As the registry spells it. */
  readonly name: string;
  /** Parameters that its credentials cannot do without; absent where they are one token. */
  readonly parameters?: readonly string[];
}

/** The HTTP Authentication Scheme Registry of IANA, by lower-case name. */
const registry: ReadonlyMap<string, HttpScheme> = new Map(
  [
    { name: 'Basic' },
    { name: 'Bearer' },
    { name: 'Concealed', parameters: ['k', 'a', 's', 'v', 'p'] },
    { name: 'Digest', parameters: ['realm', 'nonce', 'uri', 'response'] },
    { name: 'DPoP' },
    { name: 'GNAP' },
    { name: 'HOBA', parameters: ['result'] },
    { name: 'Mutual', parameters: [] },
    { name: 'Negotiate' },
    { name: 'OAuth', parameters: ['oauth_consumer_key', 'oauth_signature_method'] },
    { name: 'PrivateToken', parameters: ['token'] },
    { name: 'SCRAM-SHA-1', parameters: ['data'] },
    { name: 'SCRAM-SHA-256', parameters: ['data'] },
    { name: 'vapid', parameters: ['t', 'k'] },
  ].map((scheme) => [scheme.name.toLowerCase(), scheme]),
);

/** The registered scheme of a name in any case. */
export function findHttpScheme(name: string): HttpScheme | undefined {
  return registry.get(name.toLowerCase());
}

/** The names as the registry spells them. */
export const httpSchemeNames: readonly string[] = [...registry.values()].map(({ name }) => name);
