import { describe, expect, it } from 'vitest';
import type { CaseStep } from '../../_case.ts';
import { askEngine, createStand } from '../../_stand.ts';
import { fc } from '../../support/properties.ts';

const engine = await createStand({ documents: 'notes.yaml', scenario: 'notes.scenario.yaml' });
const known = ['"ce46b98c295995d4"', 'W/"ce46b98c295995d4"', '*', '"1"', '1', ''];
const dates = ['Wed, 01 Jan 2025 00:00:00 GMT', 'Sat, 01 Mar 2025 12:00:00 GMT', 'never'];
const value = fc.oneof(
  fc.constantFrom(...known, ...dates),
  fc.string({ maxLength: 20 }).map((text) => text.replace(/[^\x20-\x7e]/g, '')),
);
const conditions = fc.dictionary(
  fc.constantFrom('If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'),
  value,
);

function ask(start: string, fields: Readonly<Record<string, string>>, body = '') {
  const [method = '', target = ''] = start.split(' ');
  const type = body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
  const expected = { status: 0, fields: [], body: undefined };
  const all = Object.entries({ 'Content-Type': type, ...fields });
  const step: CaseStep = {
    method,
    target,
    fields: all,
    body: Buffer.from(body),
    line: 0,
    expected,
  };
  return askEngine(engine, step);
}

describe('whatever the conditions', () => {
  const paths = ['/notes', '/notes/1', '/drafts', '/drafts/1', '/files/1', '/pages/1', '/logo'];

  it('a reading is a 200, a 304 without a body, or a 412', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), conditions, (path, fields) => {
        const { status, body, fields: told } = ask(`GET ${path}`, fields);
        expect([200, 304, 412]).toContain(status);
        expect(body === '').toBe(status === 304);
        if (status === 412) expect(Object.keys(fields).join()).toMatch(/If-(Match|Unmod)/);
        if (status !== 412) expect(told.has('etag') || told.has('last-modified')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a reading under the tag that was just told is a 304, and a write under it goes through', () => {
    const writes = ['/notes/1', '/files/1', '/pages/1'];
    fc.assert(
      fc.property(fc.constantFrom(...writes), fc.string({ maxLength: 5 }), (path, text) => {
        const read = () => ask(`GET ${path}`, {}).fields.get('etag') ?? '';
        const tag = read();
        if (path !== '/pages/1')
          expect(ask(`GET ${path}`, { 'If-None-Match': tag }).status).toBe(304);
        const body = JSON.stringify({ text, name: text });
        expect(ask(`PATCH ${path}`, { 'If-Match': tag }, body).status).toBe(200);
        // An item that tells its own tag has a new one each time; others when something changed.
        if (path === '/files/1') expect(read()).not.toBe(tag);
      }),
      { numRuns: 100 },
    );
  });

  it('a write that is refused changes nothing', () => {
    const starts = ['PUT /notes/1', 'PATCH /notes/1', 'PATCH /drafts/1', 'POST /notes/1/pin'];
    fc.assert(
      fc.property(fc.constantFrom(...starts), conditions, (start, fields) => {
        const before = engine.session.state;
        const { status } = ask(start, fields, '{"text":"random"}');
        expect([200, 204, 409, 412, 428]).toContain(status);
        if (status >= 400) expect(engine.session.state).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whatever is asked of the token service', () => {
  const names = ['grant_type', 'client_id', 'scope', 'code', 'refresh_token', 'claims', 'username'];
  const words = fc.constantFrom(
    'client_credentials',
    'password',
    'authorization_code',
    '{}',
    'a.b',
  );
  const form = fc.dictionary(fc.constantFrom(...names), fc.oneof(words, fc.string()));

  it('it answers with tokens or in the words of RFC 6749', () => {
    fc.assert(
      fc.property(form, (parameters) => {
        const body = new URLSearchParams(parameters).toString();
        const { status, body: text } = ask('POST /__oauth/token', {}, body);
        expect([200, 400, 401]).toContain(status);
        expect(JSON.parse(text)).toHaveProperty(status === 200 ? 'access_token' : 'error');
      }),
      { numRuns: 200 },
    );
  });

  it('the way back is taken, or there is none', () => {
    const more = fc.dictionary(
      fc.constantFrom('response_type', 'scope', 'state', 'redirect_uri', 'client_id', 'nonce'),
      fc.oneof(fc.constantFrom('code', 'token', 'https://a.test/cb', 'app:x'), fc.string()),
    );
    fc.assert(
      fc.property(more, (parameters) => {
        const { status, fields } = ask(
          `GET /__oauth/authorize?${new URLSearchParams(parameters)}`,
          {},
        );
        expect([302, 400]).toContain(status);
        expect(fields.has('location')).toBe(status === 302);
      }),
      { numRuns: 200 },
    );
  });
});
