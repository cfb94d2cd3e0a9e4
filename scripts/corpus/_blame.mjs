// @ts-check
import { get } from './_json.mjs';
import { findSuccesses } from './_judge.mjs';
import { isForm } from './_media.mjs';
import { findContradiction } from './_unsatisfiable.mjs';

/** @typedef {import('./_files.mjs').Files} Files */
/** @typedef {import('./_declared.mjs').Declared} Declared */
/** @typedef {import('./_judge-operation.mjs').Outcome} Outcome */

/**
 * What in the document itself makes an outcome impossible to get right, when that can be proven;
 * undefined leaves it unexplained.
 * @param {Files} files
 * @param {Declared} declared
 * @param {Pick<Outcome, 'unmade' | 'findings'>} outcome
 * @returns {string | undefined}
 */
export function findBlame(files, declared, { unmade, findings }) {
  if (unmade !== undefined) return inRequest(files, declared, unmade);
  if (findings.length === 0) return undefined;
  const proven = findings.flatMap(({ blame }) => blame ?? []);
  return proven.length === findings.length ? proven[0] : inReplies(files, declared);
}

/** Why no form could be made of a value. */
export const noForm = 'a form is an object';

/** @param {Files} files @param {Declared} declared @param {string} unmade */
function inRequest(files, { parameters, body }, unmade) {
  const isBody = unmade.startsWith('body:');
  for (const { mediaType, schema } of isBody ? (body?.content ?? []) : []) {
    const type = get(files.follow(schema)?.node ?? null, 'type');
    const isOther = typeof type === 'string' && type !== 'object';
    if (unmade.includes(noForm) && isForm(mediaType) && isOther) return `a form is no ${type}`;
  }
  const schemas = isBody
    ? (body?.content ?? []).flatMap(({ schema }) => schema ?? [])
    : parameters.flatMap(({ name, schema }) =>
        unmade.includes(` ${name}:`) ? (schema ?? []) : [],
      );
  const reasons = schemas.map((schema) => findContradiction(files, schema));
  return reasons.find((why) => why !== undefined);
}

/** When none of the declared successes can have a valid body. @param {Files} files @param {Declared} declared */
function inReplies(files, declared) {
  const reasons = findSuccesses(declared).flatMap(({ content }) =>
    content.length === 0
      ? [undefined]
      : content.map(({ schema }) => schema && findContradiction(files, schema)),
  );
  const isHopeless = reasons.length > 0 && reasons.every((why) => why !== undefined);
  return isHopeless ? reasons[0] : undefined;
}
