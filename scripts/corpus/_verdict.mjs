// @ts-check

/** @typedef {import('./_host.mjs').Ready} Ready */
/** @typedef {import('./_judge-operation.mjs').Outcome} Outcome */
/** @typedef {import('./_round-trip.mjs').Trip} Trip */
/**
 * All that was found out about one document.
 * @typedef {object} Verdict
 * @property {Ready} [ready]
 * @property {string} [refused] why it did not start, or why the judging ended
 * @property {number} operations those that were judged
 * @property {Outcome[]} outcomes
 * @property {Trip[]} trips
 * @property {string[]} warnings what the mock lists of the document
 * @property {import('./_copy.mjs').Flaw[]} flaws what the judge could not follow in the schemas
 * @property {Record<string, number>} behaviours
 */

/** A verdict on nothing yet. @returns {Verdict} */
export function createVerdict() {
  return { operations: 0, outcomes: [], trips: [], warnings: [], flaws: [], behaviours: {} };
}
