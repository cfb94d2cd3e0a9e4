import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { startChild, stopChildren } from '../support/child.ts';
import { contractsOf, fetchFrom, newContract } from '../support/shipped.ts';
import { createFolder, serveCli, stopCli } from './_cli.ts';

const server = { url: '', screen: '', stdout: () => '' };
const folder = createFolder();

// Started elsewhere than in the project, as users do.
beforeAll(async () => {
  const { child, url } = await serveCli([], { cwd: folder.path });
  await child.until(/Stop with Ctrl\+C\.\n/);
  Object.assign(server, { url, screen: child.stdout(), stdout: child.stdout });
});
afterAll(stopChildren);
afterAll(folder.remove);

describe('the first screen', () => {
  it('tells the version, the time, the place and the seed', () => {
    const [first] = server.screen.split('\n');
    const place = server.url.replaceAll('.', '\\.');
    expect(first).toMatch(
      new RegExp(`^Standin ${manifest.version}: ready in \\d+ ms at ${place} \\(seed 1\\)$`),
    );
  });

  it('fits on a screen, and warns of nothing', () => {
    expect(server.screen.split('\n').length).toBeLessThan(24);
    expect(server.screen).not.toContain('Odd in the documents');
  });

  it('lists every operation with ids that exist', async () => {
    const lines = [...server.screen.matchAll(/^ {2}([A-Z]+) +(http\S+)$/gm)];
    expect(lines.map(([, method]) => method)).toEqual(['GET', 'POST', 'GET', 'GET', 'POST']);
    for (const [, method = '', url = ''] of lines) {
      const extra = method === 'POST' ? { body: newContract } : {};
      const { pathname } = new URL(url);
      const { status, text } = await fetchFrom(server.url, `${method} ${pathname}`, extra);
      expect(status, text).toBe(method === 'POST' ? 201 : 200);
    }
  });

  it('shows curl lines that work as they stand', async () => {
    const lines = [...server.screen.matchAll(/^ {2}(curl .*)$/gm)].map(([, line = '']) => line);
    expect(lines).toHaveLength(3);
    const replies: string[] = [];
    for (const line of lines) {
      const { code, stdout, stderr } = await startChild('bash', ['-c', line]).ended;
      expect(code, stderr).toBe(0);
      replies.push(stdout);
    }
    expect(replies[0]).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\[\{"id":/);
    expect(replies[1]).toMatch(/^HTTP\/1\.1 201 Created\r\n[\s\S]*Location: \/v2\/\S+\r\n/);
    expect(replies[2]).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
  });
});

describe('the lines after it', () => {
  const tail = async (start: string, extra = {}) => {
    const before = server.stdout().length;
    await fetchFrom(server.url, start, extra);
    return server.stdout().slice(before);
  };

  it('tell each request with its verdict', async () => {
    const path = contractsOf('v3', 'empty');
    expect(await tail(`GET ${path}?limit=2`)).toMatch(
      new RegExp(`^\\d\\d:\\d\\d:\\d\\d {2}✓ 200 {2}GET {4}${path}\\?limit=2 {2}valid\\n$`),
    );
    const refused = await tail(`POST ${path}`, { body: { ...newContract, documents_owner_id: 7 } });
    expect(refused).toMatch(/^\S+ {2}✗ 400 {2}POST {3}\S+ {2}body-invalid: .+\.\n$/);
    expect(refused).toContain('/documents_owner_id');
    expect(await tail('GET /nowhere')).toMatch(/✗ 404 {2}GET {4}\/nowhere {2}path-unknown: .+\n$/);
  });

  it('do not tell secrets', async () => {
    const line = await tail(
      `GET ${contractsOf('v2', 'empty')}?api_key=hush&access_token=hush&limit=5`,
    );
    expect(line).toContain('?api_key=…&access_token=…&limit=5');
    expect(line).not.toContain('hush');
    expect(line).not.toContain('opaque');
  });

  it('stay one each, whatever is asked', async () => {
    const body = { documents_contract_id: 'a\n\u001b[2Jb', documents_owner_id: ['\n'] };
    const told = await tail(`POST ${contractsOf('v2', 'empty')}`, { body });
    expect(told.match(/\n/g)).toHaveLength(1);
    expect(told).not.toContain('\u001b');
  });
});

it('ends well when it is told to', async () => {
  const { child } = await serveCli();
  const { stdout } = await stopCli(child);
  expect(stdout).toMatch(/SIGTERM: finishing what is in flight …\n.*Stopped\.\n$/);
});
