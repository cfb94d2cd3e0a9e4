// @ts-check

/** @typedef {{ status: string, assertionResults: readonly { status: string }[] }} FileResult */

/**
 * One line for a whole run: `N passed, N failed`, then `, N skipped` when there are any. A file
 * that could not be run at all counts as one failure; so does a report that is missing.
 * @param {{ testResults: readonly FileResult[] } | undefined} report Vitest's JSON report
 */
export function toTally(report) {
  if (!report) return '0 passed, 1 failed';
  const statuses = report.testResults.flatMap(toStatuses);
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  const skipped = statuses.length - passed - failed;
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @param {FileResult} file
 * @returns {string[]}
 */
function toStatuses(file) {
  const statuses = file.assertionResults.map((result) => result.status);
  const isBroken = file.status === 'failed' && !statuses.includes('failed');
  return isBroken ? [...statuses, 'failed'] : statuses;
}
