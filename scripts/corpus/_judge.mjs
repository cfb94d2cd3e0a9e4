// @ts-check
import { isSwagger, readDeclared } from './_declared.mjs';
import { get, toSnippet, toTokens } from './_json.mjs';
import { judgeHeaders } from './_judge-headers.mjs';
import { covers, isJson, isJsonLines, isText, toEssence } from './_media.mjs';
import { Schemas } from './_schemas.mjs';
import { findShadow } from './_shadowed.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */
/** @typedef {import('./_declared.mjs').Declared} Declared */
/** @typedef {import('./_declared.mjs').DeclaredContent} DeclaredContent */
/** @typedef {import('./_declared.mjs').DeclaredResponse} DeclaredResponse */
/** @typedef {import('./_schemas.mjs').Objection} Objection */
/** @typedef {{ status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }} Reply */
/**
 * One thing that is wrong: a short name of its kind, and what exactly.
 * @typedef {{ kind: string, detail: string, schema?: string, blame?: string }} Finding
 */

/** Everything needed to judge one document's exchanges. */
export class Judge {
  /** @param {Files} files */
  constructor(files) {
    const version = String(get(files.root.node, 'openapi') ?? '');
    const isLegacy = isSwagger(files) || version.startsWith('3.0');
    this.files = files;
    this.operations = readDeclared(files);
    this.requests = new Schemas(files, { direction: 'request', isLegacy });
    this.replies = new Schemas(files, { direction: 'response', isLegacy });
  }

  /**
   * What is wrong with a reply to a request that was valid.
   * @param {Declared} declared
   * @param {Reply} reply
   * @returns {Promise<Finding[]>}
   */
  async reply(declared, reply) {
    // Of an operation without responses nothing can be said but that it must not fail.
    if (declared.responses.length === 0 && reply.status < 400) return [];
    const response = findSuccess(declared, reply.status);
    if (!response) return [toStatusFinding(declared, reply)];
    const headers = await judgeHeaders(this.replies, response, reply);
    const body = declared.method === 'HEAD' ? [] : await this.#body(response, reply);
    return [...headers, ...body];
  }

  /**
   * @param {DeclaredResponse} response
   * @param {Reply} reply
   * @returns {Promise<Finding[]>}
   */
  async #body(response, reply) {
    const type = reply.headers['content-type'];
    const isEmpty = reply.body.length === 0;
    const cannot = reply.status === 204 || reply.status === 205 || reply.status === 304;
    if (response.content.length === 0 || cannot) {
      if (isEmpty) return [];
      const detail = `${response.key} declares no content, but ${reply.body.length} bytes of ${type} came`;
      return [{ kind: 'body not declared', detail }];
    }
    const essence = toEssence(type ?? '');
    const content = pickContent(response.content, essence);
    const offered = response.content.map(({ mediaType }) => mediaType).join(', ');
    if (!content) {
      const detail = `${type ?? 'no Content-Type'} came, declared is ${offered}`;
      return [{ kind: isEmpty ? 'body missing' : 'media type not declared', detail }];
    }
    return this.#content(content, essence, reply.body);
  }

  /**
   * @param {DeclaredContent} content
   * @param {string} essence
   * @param {Buffer} body
   * @returns {Promise<Finding[]>}
   */
  async #content(content, essence, body) {
    const { schema } = content;
    const written = body.toString('utf8');
    if (isJsonLines(essence)) {
      const lines = written
        .replaceAll('\u001e', '\n')
        .split('\n')
        .filter((line) => line.trim() !== '');
      const place = content.itemSchema ?? schema;
      const found = await Promise.all(lines.map((line) => this.#json(place, line)));
      return found.flat();
    }
    if (isJson(essence)) return this.#json(schema, written);
    if (isText(essence) && schema && this.#takesText(schema)) return this.#value(schema, written);
    return [];
  }

  /** @param {Place | undefined} schema @param {string} written @returns {Promise<Finding[]>} */
  async #json(schema, written) {
    try {
      /** @type {Json} */
      const value = JSON.parse(written);
      return schema ? await this.#value(schema, value) : [];
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return [{ kind: 'not JSON', detail: `${error.message}: ${toSnippet(written)}` }];
    }
  }

  /** @param {Place} schema @param {Json} value @returns {Promise<Finding[]>} */
  async #value(schema, value) {
    const objections = await this.replies.judge(schema, value);
    const shadows = objections
      .filter(({ rule }) => rule === 'oneOf')
      .map(({ at, schema }) => ({ at, why: findShadow(this.files, schema, findAt(value, at)) }))
      .filter(({ why }) => why !== undefined);
    return objections.slice(0, 8).map((one) => {
      // What the branches that were not meant object to is reported as well.
      const blame = shadows.find(({ at }) => `${one.at}/`.startsWith(`${at}/`))?.why;
      return { ...toFinding(one, value), ...(blame !== undefined && { blame }) };
    });
  }

  /** Whether a schema is one of plain text. @param {Place} schema */
  #takesText(schema) {
    const at = this.files.follow(schema);
    return get(at?.node, 'type') === 'string';
  }
}

/**
 * The responses that an operation declares for success; those it has instead when it declares none.
 * @param {Declared} declared
 */
export function findSuccesses({ responses }) {
  const [keys] = [/^2/, /^(default|3.*)$/, /./].filter((one) =>
    responses.some(({ key }) => one.test(key)),
  );
  return responses.filter(({ key }) => keys?.test(key));
}

/**
 * The declared success that a status is.
 * @param {Declared} declared
 * @param {number} status
 * @returns {DeclaredResponse | undefined}
 */
export function findSuccess(declared, status) {
  const candidates = findSuccesses(declared);
  const range = `${Math.trunc(status / 100)}XX`;
  const named = [String(status), range].map((key) => candidates.find((one) => one.key === key));
  const fallback = status < 400 ? candidates.find(({ key }) => key === 'default') : undefined;
  return named.find((one) => one !== undefined) ?? fallback;
}

/** @param {Declared} declared @param {Reply} reply @returns {Finding} */
function toStatusFinding({ responses }, { status, headers, body }) {
  const keys = responses.map(({ key }) => key).join(', ');
  const why = headers['x-mock-findings'] ?? body.toString('utf8');
  return {
    kind: `status ${status}${toRule(headers['x-mock-findings'])}`,
    detail: `declared are ${keys || 'none'}; the reply says ${toSnippet(String(why), 600)}`,
  };
}

/** The closest of the declared media types. @param {DeclaredContent[]} contents @param {string} essence */
function pickContent(contents, essence) {
  const exact = contents.find(({ mediaType }) => toEssence(mediaType) === essence);
  return exact ?? contents.find(({ mediaType }) => covers(mediaType, essence));
}

/** @param {Objection} objection @param {Json} value @returns {Finding} */
function toFinding({ rule, at, schema }, value) {
  const found = findAt(value, at);
  const detail = `${at || 'the body'} breaks ${rule} of ${schema}: ${toSnippet(found)}`;
  return { kind: `body: ${rule}`, detail, schema };
}

/** @param {Json} value @param {string} pointer */
function findAt(value, pointer) {
  /** @type {Json | undefined} */
  let found = value;
  for (const token of toTokens(pointer)) found = get(found, token);
  return found;
}

/** The rule that the mock says was broken. @param {string | string[] | undefined} field */
function toRule(field) {
  const rule = /"rule":"([^"]+)"/.exec(String(field ?? ''))?.[1];
  return rule === undefined ? '' : ` ${rule}`;
}
