// @ts-check
import { writeBody } from './_body.mjs';
import { toCredentials } from './_credentials.mjs';
import { toSnippet } from './_json.mjs';
import { covers, toEssence } from './_media.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_project.mjs').Maker} Maker */
/** @typedef {import('./_project.mjs').Operation} Operation */
/** @typedef {import('./_project.mjs').Parameter} Parameter */
/** @typedef {import('./_host.mjs').Sent} Sent */
/** @typedef {import('./_judge.mjs').Judge} Judge */
/** @typedef {import('./_declared.mjs').Declared} Declared */
/**
 * Which of an operation's requests.
 * @typedef {{ label: string, optional: 'none' | 'all', content: number }} Variant
 */
/**
 * @typedef {object} Making
 * @property {Maker} maker
 * @property {Judge} judge
 * @property {string} seed
 */
/**
 * @typedef {object} Task
 * @property {Operation} operation
 * @property {Declared} declared
 * @property {Variant} variant
 * @property {string} [target] a target whose ids exist
 */
/** @typedef {{ sent: Sent, body?: Json } | { unmade: string }} Made */

/** The requests of an operation: what is required, everything, and every other kind of body. @param {Operation} operation @param {boolean} requiredOnly @returns {Variant[]} */
export function toVariants({ requestBody, parameters, method }, requiredOnly) {
  const contents = requestBody?.content.length ?? 0;
  const hasOptional = parameters.some(({ required }) => !required) || contents > 0;
  const takesBody = method !== 'GET' && method !== 'HEAD';
  const others = Array.from({ length: takesBody ? Math.max(0, contents - 1) : 0 }, (_, index) => ({
    label: requestBody?.content[index + 1]?.mediaType ?? '',
    optional: /** @type {const} */ ('all'),
    content: index + 1,
  }));
  return [
    { label: 'required', optional: 'none', content: 0 },
    ...(requiredOnly || !hasOptional
      ? []
      : [{ label: 'all', optional: /** @type {const} */ ('all'), content: 0 }]),
    ...(requiredOnly ? [] : others),
  ];
}

/** A request that the document allows, or why there is none. @param {Making} making @param {Task} task @returns {Promise<Made>} */
export async function makeRequest(making, task) {
  const { operation, variant } = task;
  const path = await makePath(making, task);
  if ('unmade' in path) return path;
  const credentials = toCredentials(operation.security);
  /** @type {Record<string, string>} */
  const headers = { ...credentials.headers };
  const query = [...credentials.query];
  const cookies = [...credentials.cookies];
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path' || isSteering(parameter)) continue;
    if (!parameter.required && variant.optional === 'none') continue;
    const made = await makeParameter(making, task, parameter);
    if ('unmade' in made && parameter.required) return made;
    if ('unmade' in made || made.written === '') continue;
    if (parameter.in === 'query') query.push(made.written);
    else if (parameter.in === 'cookie') cookies.push(made.written);
    else headers[parameter.name] = made.written;
  }
  if (cookies.length > 0) headers.Cookie = cookies.join('; ');
  const target = query.length > 0 ? `${path.path}?${query.join('&')}` : path.path;
  const body = await makeBody(making, task);
  if (body && 'unmade' in body) return body;
  const { method } = operation;
  if (!body) return { sent: { method, target, headers } };
  headers['Content-Type'] = body.type;
  return { sent: { method, target, headers, body: body.bytes }, body: body.value };
}

/** Fields that ask for another reply than the usual one. @param {Parameter} parameter */
function isSteering({ name, in: place, required }) {
  const steering = /^(if-.*|range|prefer|expect|x-mock-.*|host|content-length|connection|cookie)$/i;
  return place === 'header' && !required && steering.test(name);
}

/** @param {Making} making @param {Task} task @param {Parameter} parameter @returns {Promise<{ written: string } | { unmade: string }>} */
async function makeParameter(making, task, parameter) {
  const { maker, judge } = making;
  const { name, in: place } = parameter;
  const declared = task.declared.parameters.find((one) => one.name === name && one.in === place);
  const value = generate(making, task, parameter);
  const unmade = (/** @type {string} */ why) => ({ unmade: `${place} parameter ${name}: ${why}` });
  if (value === undefined) return unmade('the generator finds no value');
  const objections = declared?.schema ? await judge.requests.judge(declared.schema, value) : [];
  const [first] = objections;
  if (first) return unmade(`${toSnippet(value)} breaks ${first.rule} of ${first.schema}`);
  const written = maker.encodeParameter(parameter, value);
  if (place === 'header' && /[^\t\x20-\x7e\x80-\xff]/.test(written))
    return unmade('no field value');
  return { written };
}

/** @param {Making} making @param {Task} task @param {Parameter} parameter @returns {Json | undefined} */
function generate({ maker, seed }, { operation, variant }, parameter) {
  if (!parameter.schema) return 'text';
  const { optional } = variant;
  return /** @type {Json | undefined} */ (
    maker.generator.generate(parameter.schema, {
      ...{ seed, optional, identity: `${operation.id} ${parameter.in} ${parameter.name}` },
      ...{ direction: 'request', useExamples: optional === 'all', name: parameter.name },
    })
  );
}

/** @param {Making} making @param {Task} task @returns {Promise<{ path: string } | { unmade: string }>} */
async function makePath(making, { target, ...task }) {
  const { operation, declared } = task;
  const given = target?.split('?', 1)[0];
  const texts = given === undefined ? undefined : readTemplate(operation.path, given);
  let path = operation.path;
  for (const parameter of operation.parameters.filter((one) => one.in === 'path')) {
    const { name } = parameter;
    const spec = declared.parameters.find((one) => one.in === 'path' && one.name === name);
    const known = texts?.get(name);
    const isKnown = known !== undefined && (await isFitting(making, spec, known));
    if (isKnown) {
      path = path.replace(`{${name}}`, () => known);
      continue;
    }
    const made = await makeParameter(making, { ...task, declared }, parameter);
    if ('unmade' in made) return made;
    if (made.written === '') return { unmade: `path parameter ${name}: its value is empty` };
    path = path.replace(`{${name}}`, () => made.written);
  }
  return { path };
}

/** The texts that stand in a path for the names of its template. @param {string} template @param {string} path */
function readTemplate(template, path) {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
  const source = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]*?)');
  const match = new RegExp(`^${source}$`).exec(path);
  return match ? new Map(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined;
}

/** Whether a text in a path is one that its schema allows, read in any of the types it may be. @param {Making} making @param {import('./_declared.mjs').DeclaredParameter | undefined} spec @param {string} written */
async function isFitting({ judge }, spec, written) {
  if (!spec?.schema) return written !== '';
  const decoded = decodeURIComponent(written);
  /** @type {Json[]} */
  const values = [decoded];
  if (/^-?\d+(\.\d+)?$/.test(decoded)) values.push(Number(decoded));
  if (decoded === 'true' || decoded === 'false') values.push(decoded === 'true');
  values.push(decoded.split(','));
  for (const value of values) {
    if ((await judge.requests.judge(spec.schema, value)).length === 0) return true;
  }
  return false;
}

/** @param {Making} making @param {Task} task @returns {Promise<{ type: string, bytes: Buffer, value: Json } | { unmade: string } | undefined>} */
async function makeBody(making, task) {
  const { maker, seed } = making;
  const { operation, variant } = task;
  const { requestBody: spec, method } = operation;
  const content = spec?.content[variant.content];
  if (!spec || !content) return undefined;
  const isWanted = variant.optional === 'all' && method !== 'GET' && method !== 'HEAD';
  if (!spec.required && !isWanted) return undefined;
  const { optional } = variant;
  const value = content.schema
    ? maker.generator.generate(content.schema, {
        ...{ seed, optional, identity: `${operation.id} body` },
        ...{ direction: 'request', useExamples: optional === 'all' },
      })
    : {};
  if (value === undefined) return { unmade: 'body: the generator finds no value' };
  const made = /** @type {Json} */ (value);
  const wrong = await judgeBody(making, task, made);
  if (wrong !== undefined) return { unmade: `body: ${wrong}` };
  return { ...writeBody(maker, content, made), value: made };
}

/** @param {Making} making @param {Task} task @param {Json} value */
async function judgeBody({ judge }, { operation, declared, variant }, value) {
  const mediaType = operation.requestBody?.content[variant.content]?.mediaType ?? '';
  const content = declared.body?.content.find(
    (one) => one.mediaType === mediaType || covers(one.mediaType, toEssence(mediaType)),
  );
  if (!content?.schema) return undefined;
  const [first] = await judge.requests.judge(content.schema, value);
  return first && `${toSnippet(value)} breaks ${first.rule} of ${first.schema} at ${first.at}`;
}
