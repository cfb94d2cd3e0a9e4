import { afterAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { stopChildren } from '../support/child.ts';
import { runCli } from './_cli.ts';

afterAll(stopChildren);

describe.concurrent('help', () => {
  it.each(['-h', '--help', 'help'])('%s tells the commands', async (flag) => {
    const { code, stdout, stderr } = await runCli([flag]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['mock', 'explain', 'token']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
  });

  it('of a command tells its flags', async () => {
    const { code, stdout } = await runCli(['mock', '-h']);
    expect(code).toBe(0);
    for (const flag of [
      '--port',
      '--host',
      '--seed',
      '--scenario',
      '--overlay',
      '--jwt-key',
      '--no-cors',
      '--watch',
      '--log-level',
      '--log-format',
    ]) {
      expect(stdout).toContain(flag);
    }
  });

  it.each(['-V', '--version'])('%s tells the version, and nothing else', async (flag) => {
    const { code, stdout } = await runCli([flag]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${manifest.version}\n` });
  });
});
