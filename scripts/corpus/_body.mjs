// @ts-check
import { entries, get, isObject, text } from './_json.mjs';
import { isJson, isJsonLines, isXml, toEssence } from './_media.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_project.mjs').Maker} Maker */
/** @typedef {import('../../spec/model.ts').Content} Content */
/** @typedef {{ type: string, bytes: Buffer }} Written */

/**
 * Writes a body as its media type travels.
 * @param {Maker} maker
 * @param {Content} content
 * @param {Json} value
 * @returns {Written}
 */
export function writeBody(maker, content, value) {
  const type = toConcrete(content.mediaType);
  const essence = toEssence(type);
  const write = (/** @type {string} */ written) => ({ type, bytes: Buffer.from(written) });
  if (isJson(essence)) return write(JSON.stringify(value));
  if (essence.startsWith('multipart/')) return writeMultipart(maker, content, value);
  if (essence === 'application/x-www-form-urlencoded')
    return write(writeForm(maker, content, value));
  if (isJsonLines(essence)) {
    const lines = Array.isArray(value) ? value : [value];
    return write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  if (isXml(essence) && typeof value !== 'string') return write(writeXml('root', value));
  return write(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A media type for a range. @param {string} range */
function toConcrete(range) {
  if (!range.includes('*')) return range;
  if (/^text\//.test(range)) return 'text/plain';
  if (/^image\//.test(range)) return 'image/png';
  return /^(application\/)?\*/.test(range) || range === '*/*'
    ? 'application/json'
    : range.replace('*', 'octet-stream');
}

/** @param {Maker} maker @param {Content} content @param {Json} value */
function writeForm({ encodeParameter }, { at }, value) {
  const encoding = get(/** @type {Json} */ (at.node), 'encoding');
  const pairs = entries(value).map(([name, member]) => {
    const own = get(encoding, name);
    const style = text(get(own, 'style')) ?? 'form';
    const explode = get(own, 'explode') ?? style === 'form';
    const common = { required: false, allowEmptyValue: true, at };
    const isNested = isObject(member) || (Array.isArray(member) && member.some(isObject));
    const mediaType = isNested && style === 'form' ? { mediaType: 'application/json' } : {};
    const parameter = { name, in: 'query', style, explode, ...mediaType, ...common };
    return encodeParameter(/** @type {any} */ (parameter), member);
  });
  return pairs.filter((pair) => pair !== '').join('&');
}

const boundary = 'corpus-4f1c0e';

/** @param {Maker} maker @param {Content} content @param {Json} value @returns {Written} */
function writeMultipart(maker, content, value) {
  const encoding = get(/** @type {Json} */ (content.at.node), 'encoding');
  const parts = entries(value).flatMap(([name, member]) => {
    const said = toConcrete(
      toEssence((text(get(get(encoding, name), 'contentType')) ?? '').split(',')[0] ?? ''),
    );
    const schema = content.schema && findProperty(maker, content.schema, name);
    const isList = Array.isArray(member) && get(schema, 'type') === 'array';
    const items = isList ? member : [member];
    const one = isList ? get(schema, 'items') : schema;
    return items.map((item) => writePart(name, item, { isFile: isFile(one), said }));
  });
  const type = `${toEssence(toConcrete(content.mediaType))}; boundary=${boundary}`;
  return { type, bytes: Buffer.from(`${parts.join('')}--${boundary}--\r\n`) };
}

/**
 * @param {string} name
 * @param {Json} value
 * @param {{ isFile: boolean, said: string }} how `said` is the media type that the document asks for
 */
function writePart(name, value, { isFile: asFile, said }) {
  const quoted = name.replaceAll('"', '%22');
  const file = asFile ? '; filename="file.bin"' : '';
  const isText = typeof value !== 'object' || value === null;
  const usual = asFile ? 'application/octet-stream' : isText ? '' : 'application/json';
  const type = said === '' ? usual : said;
  const field = type === '' ? '' : `Content-Type: ${type}\r\n`;
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  const head = `Content-Disposition: form-data; name="${quoted}"${file}\r\n${field}`;
  return `--${boundary}\r\n${head}\r\n${written}\r\n`;
}

/** @param {Json | undefined} schema */
function isFile(schema) {
  const format = get(schema, 'format');
  const media = text(get(schema, 'contentMediaType')) ?? '';
  return format === 'binary' || (media !== '' && !isJson(media));
}

/** @param {Maker} maker @param {import('../../spec/document.ts').Located} schema @param {string} name @returns {Json | undefined} */
function findProperty({ document }, schema, name, depth = 0) {
  const at = document.follow(schema);
  if (!at || depth > 6) return undefined;
  const properties = document.child(at, 'properties');
  const own = properties && document.child(properties, name);
  const found = own && document.follow(own);
  if (found) return /** @type {Json} */ (found.node);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = document.child(at, keyword);
    for (const { at: part } of list ? document.children(list) : []) {
      const below = findProperty({ document, ...none }, part, name, depth + 1);
      if (below !== undefined) return below;
    }
  }
  return undefined;
}

const none = /** @type {any} */ ({});

/** @param {string} name @param {Json} value @returns {string} */
function writeXml(name, value) {
  const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : 'item';
  if (Array.isArray(value)) return value.map((item) => writeXml(tag, item)).join('');
  const inner = isObject(value)
    ? entries(value)
        .map(([key, member]) => writeXml(key, member))
        .join('')
    : String(value).replace(/[<&]/g, (one) => (one === '<' ? '&lt;' : '&amp;'));
  return `<${tag}>${inner}</${tag}>`;
}
