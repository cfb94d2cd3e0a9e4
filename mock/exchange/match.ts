import type { Finding } from '../../kernel/finding.ts';
import { type RequestHead, splitTarget } from '../../kernel/http.ts';
import { toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { decodePercent } from '../../spec/parameters/percent.ts';
import type { RouteMatch, Router } from '../../spec/router.ts';
import { chooseRoute } from './_rivals.ts';
import type { CompiledOperation } from './model.ts';

/** The longest request target that is read, in characters. */
const maxTargetLength = 8000;

/** Where a request leads: to an operation, or to the methods of a path (OPTIONS). */
export type Match =
  | { readonly kind: 'operation'; readonly compiled: CompiledOperation; readonly path: PathTexts }
  | { readonly kind: 'options'; readonly allow: string };

/** The raw text of a path parameter. */
export type PathTexts = (name: string) => string | undefined;

/** Finds the operation (RFC 9110 §9, OpenAPI 3.1 §4.8.8): 404, 405 with Allow, 414 or 400 when none. */
export function matchOperation(
  router: Router<CompiledOperation>,
  request: RequestHead,
): Match | Problem {
  const { target, method } = request;
  if (target.length > maxTargetLength) return toTooLong(target);
  if (target === '*' && method === 'OPTIONS') return { kind: 'options', allow: 'OPTIONS' };
  const { path } = splitTarget(target);
  const found = router.find(path);
  if (!found) return toMalformed(path) ?? toUnknown(router, path);
  const match = toOperation(found, method);
  if (match) return match;
  const others = router.findOthers(path);
  for (const other of others) {
    const instead = toOperation(other, method);
    if (instead) return instead;
  }
  const allow = toAllow([found, ...others]);
  return method === 'OPTIONS' ? { kind: 'options', allow } : toNotAllowed(found, request, allow);
}

function toOperation(
  { methods, values }: RouteMatch<CompiledOperation>,
  method: string,
): Match | undefined {
  const first = methods.get(method) ?? (method === 'HEAD' ? methods.get('GET') : undefined);
  if (!first) return undefined;
  const { names, value } = chooseRoute(first, values);
  return { kind: 'operation', compiled: value, path: (name) => values[names.indexOf(name)] };
}

function toAllow(matches: readonly RouteMatch<CompiledOperation>[]): string {
  const allowed = new Set([...matches.flatMap(({ methods }) => [...methods.keys()]), 'OPTIONS']);
  if (allowed.has('GET')) allowed.add('HEAD');
  return [...allowed].sort().join(', ');
}

function toUnknown(router: Router<CompiledOperation>, path: string): Problem {
  const nearest = router.nearest(path);
  const slash = path.length > 1 && path.endsWith('/') && router.find(path.slice(0, -1));
  const hint = slash
    ? 'Take away the slash at its end.'
    : nearest.length > 0
      ? `Nearest: ${nearest.join(', ')}; letters are compared case by case.`
      : 'The document describes no path like it.';
  const message = `No path template of the document matches ${toSnippet(path, 200)}.`;
  const findings = [toFinding('target', 'path', { value: path, message })];
  return new Problem('path-unknown', `${message} ${hint}`, { findings });
}

function toNotAllowed(
  found: RouteMatch<CompiledOperation>,
  { method }: RequestHead,
  allow: string,
): Problem {
  const message = `${found.template} declares no method ${toSnippet(method)}; it allows ${allow}.`;
  const findings = [toFinding('target', 'method', { value: method, message })];
  return new Problem('method-not-allowed', message, { findings, fields: [['Allow', allow]] });
}

/** A path that cannot be decoded (RFC 3986 §2.1) names nothing: 400 rather than 404. */
function toMalformed(path: string): Problem | undefined {
  for (const value of path.split('/')) {
    const text = decodePercent(value);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
    const hasControl = text !== undefined && /[\u0000-\u001f]/.test(text);
    if (text !== undefined && !hasControl) continue;
    const [rule, says] = hasControl
      ? ['control-character', 'holds a control character below U+0020; leave it out']
      : ['percent-encoding', 'is not percent-encoded UTF-8; write "%" as "%25"'];
    const message = `The path segment ${toSnippet(value)} ${says} (${rule}).`;
    const findings = [toFinding('target', rule, { value, message })];
    return new Problem('target-malformed', message, { findings });
  }
  return undefined;
}

function toTooLong(target: string): Problem {
  const message = `The request target has ${target.length} characters; at most ${maxTargetLength} are read. Send long values in the body.`;
  const findings = [toFinding('target', 'length', { value: target, message })];
  return new Problem('target-too-long', message, { findings });
}

function toFinding(
  part: Finding['part'],
  rule: string,
  { value, message }: { readonly value: string; readonly message: string },
): Finding {
  return {
    part,
    instanceLocation: '',
    keywordLocation: '',
    rule,
    value: toSnippet(value),
    message,
  };
}
