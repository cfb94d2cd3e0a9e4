import type { KeyObject } from 'node:crypto';
import { deriveTokenKey, type PublicJwk, toPublicJwk } from '../../fixtures/token-key.ts';
import { once } from '../../kernel/once.ts';
import { findNearest } from '../../kernel/words.ts';
import { readSecuritySchemes } from '../../spec/security-schemes.ts';
import type { Api } from '../exchange/model.ts';
import type { Refusal } from './_form.ts';

/** What tokens are issued with. */
export interface TokenIssuer {
  readonly seed: string;
  /** The key to sign with; undefined where tokens must be signed with a key that others have. */
  readonly key: () => KeyObject | undefined;
  /** What tokens are verified with. */
  readonly jwk: () => PublicJwk;
  /** The scopes that the documents know for a flow, such as `clientCredentials`. */
  readonly scopesOf: (flow: string) => ReadonlySet<string>;
}

/** What an issuer is made of. */
export interface IssuerOptions {
  readonly apis: readonly Api[];
  readonly seed: string;
  /** The key that bearer tokens must be signed with. */
  readonly verificationKey?: KeyObject;
}

/** An issuer for the documents; its key is made when it is first needed. */
export function createIssuer({ apis, seed, verificationKey }: IssuerOptions): TokenIssuer {
  const derived = once(() => deriveTokenKey(seed));
  const jwk = once(() => toPublicJwk(verificationKey ?? derived()));
  const flows = once(() => readFlows(apis));
  const asked = once(() => readAskedScopes(apis));
  return {
    ...{ seed, jwk },
    key: () => (verificationKey ? undefined : derived()),
    scopesOf(kind) {
      const own = flows().filter((flow) => flow.kind === kind);
      const chosen = own.length > 0 ? own : flows();
      return new Set([...chosen.flatMap(({ scopes }) => scopes), ...asked()]);
    },
  };
}

function readFlows(apis: readonly Api[]) {
  return apis.flatMap(({ document }) =>
    readSecuritySchemes(document).flatMap((scheme) => scheme.flows),
  );
}

/** Scopes that no flow declares, because the scheme has none: what operations ask for. */
function readAskedScopes(apis: readonly Api[]): string[] {
  const clauses = apis
    .flatMap(({ operations }) => operations.flatMap(({ operation }) => operation.security))
    .flat();
  return clauses.filter(({ type }) => type === 'openIdConnect').flatMap(({ scopes }) => scopes);
}

/** Scopes of OpenID Connect Core §5.4 and §11, which need no declaration. */
const standard = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/**
 * The scopes to grant: those that are asked, or all that the documents know for the flow when none
 * are (RFC 6749 §3.3). One that nobody declares is refused; where nothing is declared, none is.
 */
export function grantScopes(
  { scopesOf }: TokenIssuer,
  flow: string,
  asked: readonly string[],
): readonly string[] | Refusal {
  const known = scopesOf(flow);
  if (asked.length === 0) return [...known];
  const unknown = asked.find((scope) => !known.has(scope) && !standard.includes(scope));
  if (unknown === undefined || known.size === 0) return asked;
  const nearest = findNearest(unknown, known);
  const shown = [...known].slice(0, 10).join(' ');
  const hint = nearest ? `Did you mean ${nearest}?` : `Declared are: ${shown}.`;
  return { error: 'invalid_scope', description: `The scope ${unknown} is not declared. ${hint}` };
}
