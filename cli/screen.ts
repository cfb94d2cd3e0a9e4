import { type DocumentInfo, getVersion, type Mock } from '../mock/index.ts';
import { toCurl } from './curl.ts';

/** What the first screen tells beyond the mock itself. */
export interface ScreenFacts {
  readonly url: string;
  /** From the start of the process to listening. */
  readonly milliseconds: number;
  readonly seed: string;
  /** The configuration that was read. */
  readonly config?: string;
}

/** Most operations that are shown in full; the rest is counted. */
const most = 14;

/** What is served, how to call it, how to stop it: one screenful. */
export function toFirstScreen(mock: Mock, facts: ScreenFacts): string {
  const { documents } = mock;
  const share = Math.max(3, Math.floor(most / documents.length));
  const lines = [
    `Standin ${getVersion()}: ready in ${Math.round(facts.milliseconds)} ms at ${facts.url} (seed ${facts.seed})`,
    ...(facts.config === undefined ? [] : [`Configuration: ${facts.config}`]),
    ...documents.flatMap((document) => toSection(document, share, facts.url)),
    ...toWarnings(mock),
    '',
    'Try it:',
    ...toExamples(documents, facts.url),
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

function toSection(document: DocumentInfo, share: number, url: string): string[] {
  const { title, operations, name } = document;
  const shown = operations.length > share + 1 ? operations.slice(0, share) : operations;
  const lines = shown.map(({ method, target }) => `  ${method.padEnd(6)} ${url}${target}`);
  const rest = operations.length - shown.length;
  const more = rest > 0 ? [`  and ${rest} more: standin explain ${quoteName(name)}`] : [];
  return ['', title, ...lines, ...more];
}

/** As a shell takes it. */
function quoteName(name: string): string {
  return /^[\w@%+=:,./-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}

function toWarnings({ warnings }: Mock): string[] {
  if (warnings.length === 0) return [];
  const shown = warnings.slice(0, 3).map(({ position, message }) => {
    const { file, line, column } = position;
    return `  ${file}:${line}:${column}  ${message}`;
  });
  const rest = warnings.length - shown.length;
  const more = rest > 0 ? [`  and ${rest} more: standin explain`] : [];
  return ['', `Odd in the documents (served all the same): ${warnings.length}`, ...shown, ...more];
}

/** How many operations are looked through for lines to begin with. */
const reach = 200;

/** A list or a read, and a write of each document, that work as they stand. */
function toExamples(documents: readonly DocumentInfo[], url: string): string[] {
  const shown = documents.slice(0, 3).map(({ operations }) => operations.slice(0, reach));
  const reads = shown.flat().filter(({ method }) => method === 'GET');
  const read = reads.find(({ behaviour }) => behaviour === 'list') ?? reads[0];
  const writes = shown.map((operations) => {
    const posts = operations.filter(({ method }) => method === 'POST');
    const creates = posts.filter(({ behaviour }) => behaviour === 'create');
    // Bodies are generated when they are looked at: one is enough.
    return [...creates, ...posts].find(({ body }) => body !== undefined);
  });
  return [read, ...writes].flatMap((operation) =>
    operation ? [`  ${toCurl(operation, url)}`] : [],
  );
}
