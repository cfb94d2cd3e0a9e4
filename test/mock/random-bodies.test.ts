import { describe, expect, it } from 'vitest';
import { toFields } from '../../kernel/http.ts';
import type { Engine } from '../../mock/engine.ts';
import { createStand } from '../_stand.ts';
import { fc } from '../support/properties.ts';

const uploads = await createStand({ documents: 'uploads.yaml' });
const replies = await createStand({ documents: 'replies.yaml' });

const mediaTypes = fc.constantFrom(
  ...['multipart/form-data; boundary=b', 'multipart/form-data', 'multipart/mixed; boundary="b c"'],
  ...['application/x-www-form-urlencoded', 'application/json', 'application/json-seq', 'json'],
  ...['text/plain', 'text/plain; charset=utf-16', 'text/x-number', 'application/x-ndjson'],
  ...['application/octet-stream', 'image/png', 'application/xml', '', ';', '*/*', 'a/b; c="'],
);

const paths = ['/form', '/parts', '/mixed', '/texts', '/ranges', '/odd', '/anything'];

/** Pieces of bodies, some of them in places where they do not belong. */
const pieces = fc.constantFrom(
  ...['--b\r\n', '--b--\r\n', '\r\n', '\n', '--b c\r\n', 'Content-Disposition: form-data; '],
  ...['name="name"', 'name="files[0]"; filename="x"', 'name=__proto__', "filename*=UTF-8''%zz"],
  ...[
    'Content-Type: application/json',
    'Content-Type: image/png',
    '\r\n\r\n',
    '{"id":1}',
    '{"id":',
  ],
  ...['name=Ada', '&tags[]=a', '&address[no', ']=1', '&lines[0][sku]=a', '%', '%00', '=', '[', ']'],
  ...[
    'constructor: x\r\n',
    '__proto__: y\r\n',
    '\u001e1\n',
    '\ufeff',
    '<a/>',
    '\u0000',
    'é',
    '0x1',
  ],
  ...['Content-Transfer-Encoding: base64', 'X-Language: nb', '--', 'b', ': ', '":{}'],
);

const bodies = fc.oneof(
  fc.array(pieces, { maxLength: 24 }).map((all) => Buffer.from(all.join(''))),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

function send(engine: Engine, method: string, target: string, more: Sent) {
  const { type, accept, bytes = new Uint8Array(0) } = more;
  const pairs: [string, string][] = [];
  if (type !== undefined) pairs.push(['Content-Type', type]);
  if (accept !== undefined) pairs.push(['Accept', accept]);
  return engine.exchange({
    method,
    target,
    fields: toFields(pairs),
    body: { kind: 'bytes', bytes },
  });
}

interface Sent {
  readonly type?: string;
  readonly accept?: string;
  readonly bytes?: Uint8Array;
}

describe('whatever is sent', () => {
  it('is read, or refused with a finding', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(fc.constantFrom(...paths), mediaTypes, bodies, (path, type, bytes) => {
        const { status, fields } = send(uploads, 'POST', path, { type, bytes });
        seen.add(status);
        expect([204, 400, 415]).toContain(status);
        const names = fields.map(([name]) => name);
        expect(names.includes('X-Mock-Findings')).toBe(status !== 204);
      }),
      { numRuns: 3000 },
    );
    expect([...seen].sort()).toEqual([204, 400, 415]);
  });

  it('is answered in a media type that is liked, or refused with a 406', () => {
    const ranges = fc.constantFrom(
      ...['*/*', 'text/*', 'application/*', 'application/json', 'application/xml', 'image/png'],
      ...['multipart/mixed', 'application/json;version=2', 'text/html', 'a', '', '/', ';q=1', '*'],
    );
    const weights = fc.constantFrom('', ';q=0', ';q=0.5', ';q=1', ';q=', ';q=2', ';charset=utf-8');
    const accepts = fc
      .array(fc.tuple(ranges, weights), { maxLength: 4 })
      .map((all) => all.map((pair) => pair.join('')).join(', '));
    const targets = ['/any', '/picture', '/texts', '/versions', '/batch', '/files/a', '/odder'];
    fc.assert(
      fc.property(fc.constantFrom(...targets), accepts, (target, accept) => {
        const { status, body } = send(replies, 'GET', target, { accept });
        expect([200, 406]).toContain(status);
        expect(body?.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
