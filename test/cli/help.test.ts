import { afterAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { stopChildren } from '../support/child.ts';
import { runCli } from './_cli.ts';
import { runHere } from './_here.ts';

afterAll(stopChildren);

describe('help', () => {
  it.each([['-h'], ['--help'], ['help']])('%s tells the commands', async (...args) => {
    const { code, stdout, stderr } = await runHere(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['mock', 'explain', 'token']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
  });

  it.each([
    [
      'mock',
      ...['--port', '--host', '--seed', '--scenario', '--overlay', '--jwt-key', '--no-cors'],
      ...['--watch', '--log-level', '--log-format'],
    ],
    ['explain', '--overlay', '--json'],
    [
      'token',
      '--org',
      '--user',
      '--audience',
      '--permissions',
      '--scope',
      '--expires-in',
      '--key',
      '--seed',
    ],
  ])('of standin %s tells its flags', async (command, ...flags) => {
    const { code, stdout } = await runHere([command, '-h']);
    expect(code).toBe(0);
    for (const flag of flags) expect(stdout).toContain(`${flag} `);
  });

  it('comes from the program itself', async () => {
    const { code, stdout, stderr } = await runCli(['-h']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: standin /);
  });
});

it('-V and --version tell the version, and nothing else', async () => {
  const told = { code: 0, stdout: `${manifest.version}\n`, stderr: '' };
  expect(await runCli(['--version'])).toEqual(told);
  expect(await runHere(['-V'])).toEqual(told);
});
