// @ts-check
import { noForm } from './_blame.mjs';
import { writeBody } from './_body.mjs';
import { entries, isObject, toSnippet } from './_json.mjs';
import { covers, isForm, toEssence } from './_media.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_request.mjs').Making} Making */
/** @typedef {import('./_request.mjs').Task} Task */
/** @typedef {import('../../spec/model.ts').Content} Content */
/** @typedef {import('./_declared.mjs').DeclaredContent} DeclaredContent */

/**
 * The body of a request, judged and written as it travels; undefined when none is to be sent.
 * @param {Making} making
 * @param {Task} task
 * @returns {Promise<{ type: string, bytes: Buffer, value: Json } | { unmade: string } | undefined>}
 */
export async function makeBody(making, task) {
  const { requestBody, method } = task.operation;
  const { optional, content: index } = task.variant;
  const content = requestBody?.content[index];
  const isUsual = method !== 'GET' && method !== 'HEAD';
  if (!content || !(requestBody?.required || (isUsual && optional === 'all'))) return undefined;
  const declared = findDeclared(task, content);
  let wrong = 'the generator finds no value';
  for (const candidate of toCandidates(making, task, content)) {
    const value = isForm(content.mediaType) ? toForm(candidate) : candidate;
    if (value === undefined) {
      wrong = `${noForm}, and ${toSnippet(candidate)} is none`;
      continue;
    }
    const objection = await judgeBody(making, declared, value);
    if (objection === undefined) return { ...writeBody(making.maker, content, value), value };
    wrong = objection;
  }
  return { unmade: `body: ${wrong}` };
}

/** What of a value a form has room for: an object, and no null in it. @param {Json} value @returns {Json | undefined} */
function toForm(value) {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(entries(value).filter(([, member]) => member !== null));
}

/** @param {Task} task @param {Content} content */
function findDeclared({ declared }, { mediaType }) {
  return declared.body?.content.find(
    (one) => one.mediaType === mediaType || covers(one.mediaType, toEssence(mediaType)),
  );
}

/**
 * @param {Making} making
 * @param {Task} task
 * @param {Content} content
 * @returns {Json[]}
 */
function toCandidates({ maker, seed }, { operation, variant }, { schema, mediaType }) {
  if (toEssence(mediaType) === 'application/json-patch+json') return patches;
  if (!schema) return [{}];
  const { optional, isNew } = variant;
  // An example may show what no request should have, such as a property that is readOnly.
  const ways = optional === 'all' && !isNew ? [true, false] : [false];
  return ways.flatMap((useExamples) => {
    const identity = `${operation.id} body`;
    const how = /** @type {const} */ ({ seed, optional, identity, direction: 'request' });
    const value = maker.generator.generate(schema, { ...how, useExamples });
    // The project's JSON cannot be written to; what is made here is nobody else's.
    return value === undefined ? [] : [/** @type {Json} */ (value)];
  });
}

/** Patches that change nothing (RFC 6902): one of any shape would seldom be one at all. @type {Json[]} */
const patches = [
  [],
  [{ op: 'copy', from: '', path: '' }],
  [{ op: 'copy', from: '', path: '', value: '' }],
  [{ op: 'copy', from: '', path: '', value: {} }],
];

/**
 * @param {Making} making
 * @param {DeclaredContent | undefined} content
 * @param {Json} value
 * @returns {Promise<string | undefined>}
 */
async function judgeBody(making, content, value) {
  if (content?.fields) return judgeFields(making, content.fields, value);
  if (!content?.schema) return undefined;
  const [first] = await making.judge.requests.judge(content.schema, value);
  return first && `${toSnippet(value)} breaks ${first.rule} of ${first.schema} at ${first.at}`;
}

/**
 * The fields of a form in Swagger 2.0, each with a schema of its own.
 * @param {Making} making
 * @param {readonly import('./_declared.mjs').DeclaredParameter[]} fields
 * @param {Json} value
 */
async function judgeFields({ judge }, fields, value) {
  for (const { name, required, schema } of fields) {
    const member =
      typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    if (member === undefined && required) return `the form lacks ${name}`;
    if (member === undefined || !schema) continue;
    const [first] = await judge.requests.judge(schema, member);
    if (first) return `${name} ${toSnippet(member)} breaks ${first.rule}`;
  }
  return undefined;
}
