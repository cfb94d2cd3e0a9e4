import { getVersion, type Mock, type OperationInfo } from '../mock/index.ts';

/** What the first screen tells beyond the mock itself. */
export interface ScreenFacts {
  readonly url: string;
  /** From the start of the process to listening. */
  readonly milliseconds: number;
  readonly seed: string;
}

/** Most operations that are shown in full; the rest is counted. */
const most = 14;

/** What is served, how to call it, how to stop it: one screenful. */
export function toFirstScreen(mock: Mock, facts: ScreenFacts): string {
  const operations = mock.operations;
  const shown = operations.slice(0, most);
  const titles = [...new Set(operations.map(({ document }) => document))];
  const lines = [
    `Standin ${getVersion()}: ready in ${Math.round(facts.milliseconds)} ms at ${facts.url} (seed ${facts.seed})`,
    ...titles.flatMap((title) => toSection(title, shown, facts.url)),
    ...(operations.length > most
      ? ['', `and ${operations.length - most} more: standin explain`]
      : []),
    ...toWarnings(mock),
    '',
    'Try it:',
    ...toExamples(operations, facts.url),
    '',
    ...toTokens(mock, facts.url),
    ...toControl(mock, facts.url),
    'Errors say what is wrong in the body and in X-Mock-Findings. Stop with Ctrl+C.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** Where clients of OAuth 2.0 and OpenID Connect get what they need, when a document asks for it. */
function toTokens({ tokenPaths }: Mock, url: string): string[] {
  const [first, ...own] = tokenPaths;
  if (first === undefined) return [];
  const also = own.map((path) => `, also at ${url}${path}`).join('');
  const issuer = `${url}${first.replace(/\/token$/, '')}`;
  const line = `curl ${url}${first} -d 'grant_type=client_credentials&client_id=any'`;
  return [
    `Tokens: ${line}${also}`,
    `  (every grant; ${issuer}/.well-known/openid-configuration)`,
    '',
  ];
}

/** Where tests steer it from; the token only where one is asked for. */
function toControl({ adminToken, hasAdmin }: Mock, url: string): string[] {
  if (!hasAdmin) return [];
  const token = adminToken === undefined ? '' : `, with Authorization: Bearer ${adminToken}`;
  const parts = 'state, scenarios, faults, sessions, requests, openapi.json';
  return [`Control API: ${url}/__admin/… (${parts})${token}`, ''];
}

function toSection(title: string, shown: readonly OperationInfo[], url: string): string[] {
  const own = shown.filter(({ document }) => document === title);
  const lines = own.map(({ method, target }) => `  ${method.padEnd(6)} ${url}${target}`);
  return lines.length > 0 ? ['', title, ...lines] : [];
}

function toWarnings({ warnings }: Mock): string[] {
  if (warnings.length === 0) return [];
  const shown = warnings.slice(0, 3).map(({ position, message }) => {
    const { file, line, column } = position;
    return `  ${file}:${line}:${column}  ${message}`;
  });
  const rest = warnings.length - shown.length;
  const more = rest > 0 ? [`  and ${rest} more`] : [];
  return ['', `Odd in the documents (served all the same): ${warnings.length}`, ...shown, ...more];
}

/** A read, and a write of each document, that work as they stand. */
function toExamples(operations: readonly OperationInfo[], url: string): string[] {
  const read = operations.find(({ method }) => method === 'GET');
  const titles = [...new Set(operations.map(({ document }) => document))].slice(0, 3);
  const writes = titles.map((title) =>
    operations.find(
      ({ document, method, body }) => document === title && method === 'POST' && body !== undefined,
    ),
  );
  return [read, ...writes].flatMap((operation) =>
    operation ? [`  ${toCurl(operation, url)}`] : [],
  );
}

/** The curl line of an operation, for a POSIX shell. */
function toCurl({ method, target, body, credentials }: OperationInfo, url: string): string {
  const parts = ['curl -i'];
  if (method !== 'GET') parts.push(`-X ${method}`);
  parts.push(quote(url + target));
  for (const [name, value] of credentials) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined)
    parts.push(`-H 'Content-Type: application/json'`, `-d ${quote(JSON.stringify(body))}`);
  return parts.join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
