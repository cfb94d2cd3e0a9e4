// @ts-check
import '@hyperjump/json-schema/formats';
import '@hyperjump/json-schema/openapi-3-0';
import {
  registerSchema,
  setShouldValidateFormat,
  setShouldValidateSchema,
} from '@hyperjump/json-schema/draft-2020-12';
import {
  addFormat,
  BASIC,
  getSchema,
  interpret,
  setFormatHandler,
  Validation,
} from '@hyperjump/json-schema/experimental';
import { fromJs } from '@hyperjump/json-schema/instance/experimental';
import { copySchema } from './_copy.mjs';
import { get, isObject, toTokens } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */
/** @typedef {import('./_copy.mjs').Flaw} Flaw */
/**
 * One thing the validator objects to: the rule, where in the value, where in the document.
 * @typedef {{ rule: string, at: string, schema: string }} Objection
 */

setShouldValidateFormat(true);
setShouldValidateSchema(false);
const keywords = ['draft-04/format', 'draft-2020-12/format'].map(
  (name) => `https://json-schema.org/keyword/${name}`,
);
// The formats of draft 4 are those of OpenAPI 3.0 but for these, which its registry adds.
for (const format of [
  'date',
  'time',
  'duration',
  'uuid',
  'uri-reference',
  'json-pointer',
  'regex',
]) {
  setFormatHandler(keywords[0] ?? '', format, `https://json-schema.org/format/${format}`);
}
// What OpenAPI says itself (3.0.4 §4.4, 3.1.1 §4.4.1.1), and the validator does not know.
const own = {
  int32: toWhole(2 ** 31),
  int64: toWhole(2 ** 63),
  byte: (/** @type {unknown} */ value) =>
    typeof value !== 'string' || /^[A-Za-z0-9+/_-]*={0,2}$/.test(value),
};
for (const [format, handler] of Object.entries(own)) {
  const id = `https://spec.openapis.org/oas/format/${format}`;
  addFormat({ id, handler });
  for (const keyword of keywords) setFormatHandler(keyword, format, id);
}

/** @param {number} bound */
function toWhole(bound) {
  return (/** @type {unknown} */ value) =>
    typeof value !== 'number' || (Number.isInteger(value) && value >= -bound && value < bound);
}

let made = 0;

/**
 * The schemas of a document in one direction, judged by Hyperjump. Each that is asked for, or
 * referred to from one that is, is registered under a URI of its own; what was compiled is
 * compiled once for all of them.
 */
export class Schemas {
  #base = `https://corpus.invalid/${++made}`;
  /** @type {Map<string, string>} place → URI it is registered under */
  #names = new Map();
  /** @type {Map<string, Place>} */
  #places = new Map();
  /** @type {Place[]} */
  #waiting = [];
  #ast = { metaData: {}, plugins: new Set() };
  /** @type {Map<string, Promise<string>>} */
  #compiled = new Map();
  /** @type {Flaw[]} what the document says and nobody can follow */
  flaws = [];

  /**
   * @param {Files} files
   * @param {{ direction: 'request' | 'response', isLegacy: boolean }} options
   */
  constructor(files, { direction, isLegacy }) {
    this.dialect = isLegacy
      ? 'https://spec.openapis.org/oas/3.0/dialect'
      : 'https://json-schema.org/draft/2020-12/schema';
    this.copying = {
      ...{ files, direction, isLegacy },
      refer: (/** @type {Place} */ place) => this.#name(place),
      report: (/** @type {Flaw} */ flaw) => void this.flaws.push(flaw),
    };
  }

  /**
   * What is wrong with a value; empty when nothing is.
   * @param {Place} place
   * @param {Json} value
   * @returns {Promise<Objection[]>}
   */
  async judge(place, value) {
    const uri = this.#name(place);
    this.#register();
    const compiling = this.#compiled.get(uri) ?? this.#compile(uri);
    this.#compiled.set(uri, compiling);
    // Only the entry differs: the parts are compiled once and shared.
    const compiled = /** @type {any} */ ({ ast: this.#ast, schemaUri: await compiling });
    const output = interpret(compiled, fromJs(value), BASIC);
    if (output.valid) return [];
    return (output.errors ?? []).map((unit) => this.#toObjection(unit));
  }

  /** @param {string} uri @returns {Promise<string>} */
  async #compile(uri) {
    const schema = await getSchema(uri);
    return /** @type {any} */ (Validation).compile(schema, this.#ast);
  }

  /** @param {Place} place */
  #name(place) {
    const key = `${place.uri}#${place.pointer}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const uri = `${this.#base}/${this.#names.size}`;
    this.#names.set(key, uri);
    this.#places.set(uri, place);
    this.#waiting.push(place);
    return uri;
  }

  #register() {
    for (let place = this.#waiting.pop(); place; place = this.#waiting.pop()) {
      const copy = copySchema(this.copying, place);
      const schema = typeof copy === 'boolean' || isObject(copy) ? copy : {};
      registerSchema(schema, this.#name(place), this.dialect);
    }
  }

  /** @param {{ keyword: string, absoluteKeywordLocation: string, instanceLocation: string }} unit @returns {Objection} */
  #toObjection({ keyword, absoluteKeywordLocation, instanceLocation }) {
    const [uri = '', fragment = ''] = absoluteKeywordLocation.split('#', 2);
    const pointer = decodeURI(fragment);
    const place = this.#places.get(uri);
    const at = decodeURI(instanceLocation.replace(/^#/, ''));
    return {
      rule: this.#toRule(keyword, pointer, place),
      at,
      schema: `${place?.pointer ?? ''}${pointer}`,
    };
  }

  /** The keyword of the document. @param {string} keyword @param {string} pointer @param {Place | undefined} place */
  #toRule(keyword, pointer, place) {
    const name = keyword.slice(keyword.lastIndexOf('/') + 1);
    // The validator says only that a schema which is `false` was met.
    if (name === 'validate') return pointer.slice(pointer.lastIndexOf('/') + 1) || 'false';
    /** @type {Json | undefined} */
    let node = place?.node;
    for (const token of toTokens(pointer)) node = get(node, token);
    const isOurs = name === 'not' && node === undefined;
    return isOurs ? (this.copying.direction === 'response' ? 'writeOnly' : 'readOnly') : name;
  }
}
