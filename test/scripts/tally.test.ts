import { describe, expect, it } from 'vitest';
import { toTally } from '../../scripts/_tally.mjs';

describe('toTally', () => {
  const file = (status: string, ...statuses: string[]) => ({
    status,
    assertionResults: statuses.map((each) => ({ status: each })),
  });

  it('counts tests over all files', () => {
    const testResults = [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')];
    expect(toTally({ testResults })).toBe('3 passed, 1 failed');
  });

  it('mentions skipped tests only when there are any', () => {
    const testResults = [file('passed', 'passed', 'pending', 'skipped', 'todo')];
    expect(toTally({ testResults })).toBe('1 passed, 0 failed, 3 skipped');
  });

  it('counts a file that could not be run as a failure', () => {
    const testResults = [file('failed'), file('failed', 'passed')];
    expect(toTally({ testResults })).toBe('1 passed, 2 failed');
  });

  it('does not take a missing report for a success', () => {
    expect(toTally(undefined)).toBe('0 passed, 1 failed');
  });
});
