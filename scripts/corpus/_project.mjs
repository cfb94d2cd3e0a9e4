// @ts-check

import { pathToFileURL } from 'node:url';
import { root } from '../_run.mjs';

/** @typedef {import('../../spec/model.ts').Operation} Operation */
/** @typedef {import('../../spec/model.ts').Parameter} Parameter */
/** @typedef {import('../../spec/document.ts').Located} Located */
/** @typedef {import('../../fixtures/generation/generate.ts').Generator} Generator */

/**
 * What the requests are made with: the project's own reader, generator and encoder. The judge
 * uses none of it.
 * @typedef {object} Maker
 * @property {import('../../spec/document.ts').OpenApiDocument} document
 * @property {readonly Operation[]} operations
 * @property {Generator} generator
 * @property {typeof import('../../spec/parameters/encode.ts').encodeParameter} encodeParameter
 */

/** @param {string} path @returns {Promise<Maker>} */
export async function createMaker(path) {
  /** @type {typeof import('../../spec/load.ts')} */
  const { loadDocument } = await load('spec/load.js');
  /** @type {typeof import('../../spec/operations.ts')} */
  const { readOperations } = await load('spec/operations.js');
  /** @type {typeof import('../../fixtures/generation/generate.ts')} */
  const { createGenerator } = await load('fixtures/generation/generate.js');
  /** @type {typeof import('../../spec/parameters/encode.ts')} */
  const { encodeParameter } = await load('spec/parameters/encode.js');
  const document = await loadDocument(path);
  const operations = readOperations(document);
  return { document, operations, generator: createGenerator(document), encodeParameter };
}

/** What the build compiled, module by module: dist/ has no door to these. @param {string} file */
function load(file) {
  return import(pathToFileURL(`${root}/.standin/modules/${file}`).href);
}
