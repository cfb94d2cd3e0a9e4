import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../scripts/_lock.mjs';

describe('withLock', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(`${tmpdir()}/standin-lock-`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds the lock while the job runs and returns what it returns', () => {
    const path = `${folder}/deep/a.lock`;
    expect(withLock(path, () => existsSync(path))).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  it('lets go when the job throws', () => {
    const path = `${folder}/a.lock`;
    const fail = () => {
      throw new Error('no');
    };
    expect(() => withLock(path, fail)).toThrow('no');
    expect(existsSync(path)).toBe(false);
  });

  it('takes over the lock of a process that has died', () => {
    const path = `${folder}/a.lock`;
    // Above the highest process id that Linux, macOS and Windows hand out in practice.
    writeFileSync(path, '2147483646');
    expect(withLock(path, () => 1)).toBe(1);
  });
});
