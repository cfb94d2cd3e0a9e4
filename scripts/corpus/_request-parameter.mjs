// @ts-check
import { toSnippet } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_project.mjs').Parameter} Parameter */
/** @typedef {import('./_request.mjs').Making} Making */
/** @typedef {import('./_request.mjs').Task} Task */

const steering =
  /^(if-.*|range|prefer|expect|x-mock-.*|host|content-length|content-encoding|transfer-encoding|connection|cookie)$/i;

/**
 * Whether a field asks for another reply than the usual one, or says of the body's bytes what a
 * made-up value would make untrue.
 * @param {Parameter} parameter
 */
export function isSteering({ name, in: place, required }) {
  return place === 'header' && !required && steering.test(name);
}

/**
 * A parameter's value, judged and written as it travels.
 * @param {Making} making
 * @param {Task} task
 * @param {Parameter} parameter
 * @returns {Promise<{ written: string } | { unmade: string }>}
 */
export async function makeParameter(making, task, parameter) {
  const { name, in: place } = parameter;
  const declared = task.declared.parameters.find((one) => one.name === name && one.in === place);
  const value = generate(making, task, parameter);
  const unmade = (/** @type {string} */ why) => ({ unmade: `${place} parameter ${name}: ${why}` });
  if (value === undefined) return unmade('the generator finds no value');
  const schema = declared?.schema;
  const [first] = schema ? await making.judge.requests.judge(schema, value) : [];
  if (first) return unmade(`${toSnippet(value)} breaks ${first.rule} of ${first.schema}`);
  const written = making.maker.encodeParameter(parameter, value);
  if (place === 'header' && /[^\t\x20-\x7e\x80-\xff]/.test(written)) {
    return unmade(`${toSnippet(value)} cannot be written in a header`);
  }
  if (parameter.required && written === '') return unmade(`${toSnippet(value)} leaves no trace`);
  return { written };
}

/**
 * @param {Making} making
 * @param {Task} task
 * @param {Parameter} parameter
 * @returns {Json | undefined}
 */
function generate({ maker, seed }, { operation, variant }, { schema, in: place, name }) {
  if (!schema) return 'text';
  const { optional, isNew } = variant;
  const value = maker.generator.generate(schema, {
    ...{ seed, optional, identity: `${operation.id} ${place} ${name}`, direction: 'request' },
    ...{ useExamples: optional === 'all' && !isNew, name },
  });
  // The project's JSON cannot be written to; what is made here is nobody else's.
  return /** @type {Json | undefined} */ (value);
}
