import { readFileSync } from 'node:fs';
import { createToken, createTokenKey, signToken } from '../fixtures/token.ts';

/** One request of a case and what must come back. */
export interface CaseStep {
  readonly method: string;
  readonly target: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  readonly expected: ExpectedReply;
  /** Where in the file the request begins, 1-based. */
  readonly line: number;
}

/** What a reply must be. */
export interface ExpectedReply {
  readonly status: number;
  /** Field name → pattern (see `_pattern.ts`); undefined: the field must be absent. */
  readonly fields: readonly (readonly [string, string | undefined])[];
  /** A pattern for the body; undefined: nothing is said about it. */
  readonly body: string | undefined;
}

/** A text case: settings, then requests (`>>>`) each followed by its reply (`<<<`). */
export interface TextCase {
  readonly title: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly steps: readonly CaseStep[];
}

/** Reads a text case; the format is told in CONTRIBUTING.md. */
export function readCase(path: string): TextCase {
  const text = readFileSync(path, 'utf8');
  const [head = '', ...blocks] = text.split(/^>>>[ \t]*\n/m);
  const settings = Object.fromEntries(
    [...head.matchAll(/^([a-z-]+):[ \t]*(.*)$/gm)].map((match) => [match[1], match[2]?.trim()]),
  );
  const title = /^#[ \t]*(.+)$/m.exec(head)?.[1] ?? path;
  let line = head.split('\n').length;
  const steps = blocks.map((block) => {
    const step = toStep(block, `${path}:${line}`, line);
    line += block.split('\n').length;
    return step;
  });
  if (steps.length === 0) throw new Error(`${path}: a case needs at least one request (>>>)`);
  return { title, settings, steps };
}

function toStep(block: string, place: string, line: number): CaseStep {
  const [request, reply, ...more] = block.split(/^<<<[ \t]*\n/m);
  if (request === undefined || reply === undefined || more.length > 0) {
    throw new Error(`${place}: a request (>>>) needs exactly one reply (<<<)`);
  }
  const { start, fields, body } = toMessage(request);
  const [method = '', ...target] = start.split(' ');
  return {
    method,
    target: expandTarget(target.join(' ')),
    fields: fields.map(([name, value]) => [name, expandTokens(value)]),
    body: toBytes(body),
    expected: toExpected(reply, place),
    line,
  };
}

function toMessage(text: string) {
  const [head = '', ...rest] = text.split('\n\n');
  const [start = '', ...lines] = head.split('\n').filter((line) => !line.startsWith('# '));
  const fields = lines
    .filter((line) => line.trim() !== '')
    .map((line): [string, string] => {
      const colon = line.indexOf(':');
      return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
  return { start: start.trim(), fields, body: rest.join('\n\n').replace(/\n+$/, '') };
}

function toExpected(text: string, place: string): ExpectedReply {
  const { start, fields, body } = toMessage(text);
  const status = Number(/^\d{3}$/.exec(start)?.[0]);
  if (Number.isNaN(status)) throw new Error(`${place}: a reply begins with its status`);
  return {
    status,
    fields: fields.map(([name, value]) =>
      name.startsWith('!') ? [name.slice(1), undefined] : [name, value],
    ),
    body: body === '' ? undefined : body,
  };
}

/** `{{repeat 9000 x}}` in a target. */
function expandTarget(target: string): string {
  return target.replace(/\{\{repeat (\d+) (\S+)\}\}/g, (_all, count: string, text: string) =>
    text.repeat(Number(count)),
  );
}

/** `{{token org=yoigo user=… permissions=a,b expired}}` in a field, or `{{jwt {"scope": "a b"}}}`. */
function expandTokens(value: string): string {
  const plain = value.replace(/\{\{jwt (\{.*?\})\}\}/g, (_all, claims: string) =>
    signToken(JSON.parse(claims), key),
  );
  return plain.replace(/\{\{token([^}]*)\}\}/g, (_all, words: string) => toToken(words));
}

function toToken(words: string): string {
  const given = new Map(
    words
      .trim()
      .split(/\s+/)
      .map((word) => {
        const [name = '', value = ''] = word.split('=');
        return [name, value];
      }),
  );
  const issuedAt = 1_700_000_000;
  const facts = {
    org: given.get('org') ?? 'yoigo',
    user: given.get('user') ?? 'ana.ruiz@example.com',
    audience: given.get('audience') ?? 'portal.example.com',
    issuedAt,
    expiresAt: given.has('expired') ? issuedAt + 60 : 4_000_000_000,
  };
  const permissions = given.get('permissions');
  const all = permissions === undefined ? facts : { ...facts, permissions: permissions.split(',') };
  return createToken(all, key);
}

const key = createTokenKey();

/**
 * The bytes of a body. `@base64 …`, `@repeat 2000000 x` and `@nest 100 {"a": }` stand for bodies
 * that cannot be written down; the lines after `@crlf` end as those of multipart do.
 */
function toBytes(body: string): Uint8Array {
  const base64 = /^@base64 (\S+)$/.exec(body);
  if (base64?.[1]) return Buffer.from(base64[1], 'base64');
  if (body.startsWith('@crlf\n')) return Buffer.from(body.slice(6).replaceAll('\n', '\r\n'));
  const repeat = /^@repeat (\d+) (.+)$/s.exec(body);
  if (repeat?.[2]) return Buffer.from(repeat[2].repeat(Number(repeat[1])));
  const nest = /^@nest (\d+) (\S+) (\S+)$/.exec(body);
  if (nest?.[2] && nest[3]) {
    const count = Number(nest[1]);
    return Buffer.from(`${nest[2].repeat(count)}1${nest[3].repeat(count)}`);
  }
  return Buffer.from(body);
}
