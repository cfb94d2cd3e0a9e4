import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';

const path = new URL('../documents/replies.yaml', import.meta.url);
const mock = await createMock({ documents: [path.pathname] });
const url = await mock.listen();
afterAll(() => mock.close());

/** The bytes of a reply over a socket, which are those of a reply without one. */
async function get(mediaType: string) {
  const headers = { Accept: mediaType };
  const [one, other] = await Promise.all([
    fetch(`${url}/files/a`, { headers }),
    mock.handle(new Request('http://localhost/files/a', { headers })),
  ]);
  const bytes = Buffer.from(await one.arrayBuffer());
  expect(Buffer.from(await other.arrayBuffer()).equals(bytes)).toBe(true);
  expect(one.status).toBe(200);
  expect(one.headers.get('Content-Length')).toBe(String(bytes.length));
  expect(one.headers.get('Content-Type')).toBe(mediaType);
  return { bytes, headers: one.headers };
}

describe('a file', () => {
  it('is a picture of one pixel', async () => {
    const { bytes } = await get('image/png');
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1, 1]);
    const jpeg = (await get('image/jpeg')).bytes;
    expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(jpeg.subarray(-2).toString('hex')).toBe('ffd9');
  });

  it('is the documented example, decoded from base64', async () => {
    const documented = /image\/gif: \{ example: (\S+) \}/.exec(readFileSync(path, 'utf8'))?.[1];
    const { bytes } = await get('image/gif');
    expect(bytes.toString('base64')).toBe(documented);
  });

  it('is a PDF whose table of offsets is right', async () => {
    const text = (await get('application/pdf')).bytes.toString('latin1');
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(offsets.map((offset) => text.slice(offset, offset + 7))).toEqual([
      ...['1 0 obj', '2 0 obj', '3 0 obj'],
    ]);
  });

  it('is a ZIP archive that ends with its directory', async () => {
    const { bytes } = await get('application/zip');
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    expect(bytes.readUInt32LE(bytes.length - 22)).toBe(0x06054b50);
  });

  it('of which nothing is known is bytes that are the same each time', async () => {
    const { bytes, headers } = await get('application/octet-stream');
    expect(bytes.length).toBe(256);
    expect(new Set(bytes).size).toBeGreaterThan(100);
    expect((await get('application/octet-stream')).bytes.equals(bytes)).toBe(true);
    expect((await get('audio/mpeg')).bytes.length).toBe(256);
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="download.bin"');
  });
});

describe('other files', () => {
  it.each([
    ['application/gzip', (bytes: Buffer) => gunzipSync(bytes).toString() === 'A sample.\n'],
    ['image/webp', (bytes: Buffer) => bytes.toString('latin1', 8, 12) === 'WEBP'],
    ['audio/wav', (bytes: Buffer) => bytes.readUInt32LE(4) === bytes.length - 8],
    ['application/x-tar', (bytes: Buffer) => bytes.length === 1024],
  ])('%s', async (mediaType, isRight) => {
    const content = { [mediaType]: {} };
    const paths = { '/f': { get: { responses: { 200: { description: 'A file.', content } } } } };
    const document = { openapi: '3.1.0', info: { title: 'Files', version: '1' }, paths };
    const own = await createMock({ documents: [document] });
    const reply = await own.handle(new Request('http://localhost/f'));
    expect(isRight(Buffer.from(await reply.arrayBuffer()))).toBe(true);
  });
});
