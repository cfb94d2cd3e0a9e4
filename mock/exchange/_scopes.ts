import { type JsonObject, toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { toLocation } from '../../spec/document.ts';
import type { Security, SecurityClause } from '../../spec/model.ts';
import { toChallenges } from './_challenge.ts';
import { isBearer } from './_credentials.ts';
import { getClaimValues } from './jwt.ts';
import type { CompiledOperation } from './model.ts';

/**
 * Where tokens carry scopes: RFC 8693 §4.2, and what the large issuers write instead or besides.
 * Roles count too: since OpenAPI 3.1 a requirement may name them (§4.8.30).
 */
const claimNames = ['scope', 'scp', 'scopes', 'roles', 'permissions'];

/**
 * A 403 with `insufficient_scope` (RFC 6750 §3.1) when the token has scopes, but for none of the
 * alternatives that the request meets all those that are asked. A token without scopes is let in.
 */
export function checkScopes(
  compiled: CompiledOperation,
  met: Security,
  claims: JsonObject,
): Problem | undefined {
  const told = claimNames.map((name) => getClaimValues(claims, name));
  if (told.every((values) => values === undefined)) return undefined;
  const granted = new Set(told.flatMap((values) => values ?? []));
  const lacks = met.map((clauses) => findLack(clauses, granted));
  const [first] = lacks;
  if (!first || lacks.some((lack) => lack === undefined)) return undefined;
  return toInsufficient(compiled, first, granted);
}

interface Lack {
  readonly clause: SecurityClause;
  /** Everything the alternative asks for. */
  readonly wanted: readonly string[];
  readonly missing: readonly string[];
}

function findLack(
  clauses: readonly SecurityClause[],
  granted: ReadonlySet<string>,
): Lack | undefined {
  const bearers = clauses.filter(isBearer);
  const wanted = [...new Set(bearers.flatMap(({ scopes }) => scopes))];
  const missing = wanted.filter((scope) => !granted.has(scope));
  const clause = bearers.find(({ scopes }) => scopes.some((scope) => missing.includes(scope)));
  return clause && { clause, wanted, missing };
}

function toInsufficient(
  compiled: CompiledOperation,
  { clause, wanted, missing }: Lack,
  granted: ReadonlySet<string>,
): Problem {
  const scope = wanted.join(' ').replace(/[^\x20-\x7e]|["\\]/g, '');
  const has = granted.size === 0 ? 'none' : toSnippet([...granted].join(' '), 120);
  const message =
    `${compiled.operation.id} asks for the scope ${toSnippet(missing.join(' '), 120)}, which the token lacks; it has ${has}. ` +
    `Ask for it: POST /__oauth/token with scope=${scope}`;
  const finding = {
    part: 'security',
    name: clause.name,
    instanceLocation: '',
    keywordLocation: toLocation(clause.at),
    rule: 'scope',
    value: toSnippet(missing.join(' ')),
    message,
  } as const;
  const error = `error="insufficient_scope", scope="${scope}"`;
  const fields = toChallenges(compiled, { error, only: 'bearer' });
  return new Problem('scope-missing', message, { findings: [finding], fields });
}
