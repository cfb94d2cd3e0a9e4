import {
  type DocumentFault,
  type DocumentInfo,
  getVersion,
  type Mock,
  type OperationInfo,
} from '../mock/index.ts';
import { toCurl } from './curl.ts';

/** What the first screen tells beyond the mock itself. */
export interface ScreenFacts {
  readonly url: string;
  /** From the start of the process to listening. */
  readonly milliseconds: number;
  readonly seed: string;
  /** The configuration that was read. */
  readonly config?: string;
  /** Odd corners of the documents; absent while they are still looked for. */
  readonly corners?: readonly DocumentFault[] | undefined;
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
    ...documents.flatMap((document) => toSection(document, share, facts)),
    ...toCorners(facts.corners ?? []),
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

/** Where tests steer it from; the token only where one is asked for. */
function toControl({ adminToken, hasAdmin }: Mock, url: string): string[] {
  if (!hasAdmin) return [];
  const token = adminToken === undefined ? '' : `, with Authorization: Bearer ${adminToken}`;
  const parts = 'state, scenarios, faults, sessions, requests, openapi.json';
  return [`Control API: ${url}/__admin/… (${parts})${token}`, ''];
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

function toSection(document: DocumentInfo, share: number, facts: ScreenFacts): string[] {
  // What stands behind a # is never sent: such paths are told among the odd corners.
  const operations = document.operations.filter(({ path }) => !/[?#]/.test(path));
  const shown = operations.length > share + 1 ? operations.slice(0, share) : operations;
  const lines = shown.map(({ method, target }) => `  ${method.padEnd(6)} ${facts.url}${target}`);
  const rest = operations.length - shown.length;
  const more = rest > 0 ? [`  and ${rest} more: ${toExplain([document], facts)}`] : [];
  return ['', document.title, ...lines, ...more];
}

/** The command that tells more; a configuration names the documents itself. */
function toExplain(documents: readonly DocumentInfo[], { config }: ScreenFacts): string {
  const names = config === undefined ? documents.map(toArgument) : [];
  return ['standin explain', ...names].join(' ');
}

/** As a shell takes it. */
function toArgument({ name, base, isBelow }: DocumentInfo): string {
  return quoteName(isBelow ? `${base}=${name}` : name);
}

function quoteName(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The odd corners that were found after the first screen, as a screen of their own. */
export function toLateCorners(corners: readonly DocumentFault[]): string {
  return [...toCorners(corners), '', ''].join('\n');
}

/** How many there are, the first few, and where to see all. */
function toCorners(corners: readonly DocumentFault[]): string[] {
  if (corners.length === 0) return [];
  const shown = corners.slice(0, 3).map(({ position, message }) => {
    const { file, line, column } = position;
    return `  ${file}:${line}:${column}  ${message}`;
  });
  const name = quoteName(corners[0]?.position.file ?? '');
  const more = `  All of them, and how to mend them: standin check ${name}`;
  return ['', `Odd in the documents (served all the same): ${corners.length}`, ...shown, more];
}

/** How many operations are looked through for lines to begin with. */
const reach = 200;

/** A list or a read, and a write of each document, that work as they stand. */
function toExamples(documents: readonly DocumentInfo[], url: string): string[] {
  const shown = documents.slice(0, 3).map(({ operations }) => operations.slice(0, reach));
  const writes = shown.map((operations) => {
    const posts = operations.filter(({ method }) => method === 'POST');
    const creates = posts.filter(({ behaviour }) => behaviour === 'create');
    const listed = new Set(operations.filter(isList).map(({ path }) => path));
    const seen = creates.filter(({ path }) => listed.has(path));
    // Bodies are generated when they are looked at: one is enough.
    return [...seen, ...creates, ...posts].find(({ body }) => body !== undefined);
  });
  const reads = shown.flat().filter(({ method }) => method === 'GET');
  const lists = reads.filter(isList);
  // The list that shows what the first of the lines below makes.
  const read =
    lists.find(({ path }) => path === writes[0]?.path) ??
    lists.find(({ resource }) => resource === writes[0]?.resource) ??
    lists[0] ??
    reads[0];
  return [read, ...writes].flatMap((operation) =>
    operation ? [`  ${toCurl(operation, url)}`] : [],
  );
}

function isList({ method, behaviour }: OperationInfo): boolean {
  return method === 'GET' && behaviour === 'list';
}
