import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { loadDocument } from '../../../spec/load.ts';
import type { Content } from '../../../spec/model.ts';
import { readOperations } from '../../../spec/operations.ts';
import { decodeMultipart } from '../../../spec/parameters/decode-multipart.ts';
import { fc } from '../../support/properties.ts';

const schema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: 'integer' },
    file: { type: 'string', format: 'binary' },
    files: { type: 'array', items: { type: 'string', format: 'binary' } },
    address: { type: 'object', properties: { no: { type: 'integer' } } },
    points: { type: 'array', items: { type: 'object', properties: { x: { type: 'number' } } } },
  },
};

async function compile(of: JsonObject | undefined, encoding?: JsonObject) {
  const mediaType = { ...(of && { schema: of }), ...(encoding && { encoding }) };
  const content = { 'multipart/form-data': mediaType };
  const document = await loadDocument({
    openapi: '3.1.0',
    info: { title: 'test.yaml', version: '1' },
    paths: { '/things': { post: { requestBody: { content }, responses: {} } } },
  });
  const declared: Content | undefined =
    readOperations(document)[0]?.requestBody?.content[0] ?? undefined;
  if (!declared) throw new Error('there is no content');
  return (bytes: Uint8Array, boundary: string) =>
    decodeMultipart(document, declared, { bytes, boundary, isForm: true });
}

/** What a client that follows the standards sends. */
async function write(form: FormData): Promise<[Uint8Array, string]> {
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  const [, boundary = ''] = (request.headers.get('Content-Type') ?? '').split('boundary=');
  return [new Uint8Array(await request.arrayBuffer()), boundary];
}

async function read(form: FormData, encoding?: JsonObject) {
  const decode = await compile(schema, encoding);
  const { value, findings } = decode(...(await write(form)));
  return findings.length > 0
    ? findings.map(({ rule, instanceLocation }) => `${rule} ${instanceLocation}`)
    : value;
}

function fill(...entries: readonly (readonly [name: string, value: string | Blob])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, 'a file');
  }
  return form;
}

describe('a multipart body', () => {
  it('is an object of typed values', async () => {
    const form = fill(['name', 'Ada “L”'], ['age', '36'], ['address', '{"no":7}']);
    expect(await read(form)).toEqual({ name: 'Ada “L”', age: 36, address: { no: 7 } });
  });

  it('keeps every byte of a file, whatever the bytes and the boundary are', async () => {
    const decode = await compile(schema);
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(bytes, { maxLength: 3 }), async (one, many) => {
        const form = fill(
          ['file', new Blob([Buffer.from(one)])],
          ...many.map((each) => ['files', new Blob([Buffer.from(each)])] as const),
        );
        const { value, findings } = decode(...(await write(form)));
        expect(findings).toEqual([]);
        const toText = (each: Uint8Array) => Buffer.from(each).toString('latin1');
        const files = many.length > 0 ? { files: many.map(toText) } : {};
        expect(value).toEqual({ file: toText(one), ...files });
      }),
    );
  });

  it('of any size is read in one go', async () => {
    const large = Buffer.alloc(3_000_000, 'abc\r\n--x');
    const value = await read(fill(['file', new Blob([large])], ['name', 'Ada']));
    expect(value).toEqual({ file: large.toString('latin1'), name: 'Ada' });
  });

  it('keeps any text', async () => {
    const decode = await compile(schema);
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        const { value } = decode(...(await write(fill(['name', name]))));
        // A browser ends every line with CRLF.
        expect(value).toEqual({ name: name.replace(/\r\n|\r|\n/g, '\r\n') });
      }),
    );
  });

  it('has arrays as names that come again, with brackets or as JSON', async () => {
    const file = (text: string) => new Blob([text]);
    expect(await read(fill(['files', file('a')], ['files', file('b')]))).toEqual({
      files: ['a', 'b'],
    });
    expect(await read(fill(['files[]', file('a')], ['files[1]', file('b')]))).toEqual({
      files: ['a', 'b'],
    });
    expect(await read(fill(['points', '{"x":1}'], ['points', '{"x":2}']))).toEqual({
      points: [{ x: 1 }, { x: 2 }],
    });
    const json = new Blob(['[{"x":1}]'], { type: 'application/json' });
    expect(await read(fill(['points', json]))).toEqual({ points: [{ x: 1 }] });
    expect(await read(fill(['points[0][x]', '1'], ['points[1][x]', '2']))).toEqual({
      points: [{ x: 1 }, { x: 2 }],
    });
  });

  it('has parts in the styles of parameters where an Encoding Object says so', async () => {
    const encoding = { address: { style: 'deepObject', explode: true } };
    expect(await read(fill(['address[no]', '7']), encoding)).toEqual({ address: { no: 7 } });
  });

  it('without a schema has strings, of files their bytes', async () => {
    const decode = await compile(undefined);
    const form = fill(['a', 'é'], ['b', 'x'], ['b', 'y'], ['c', new Blob(['é'])]);
    expect(decode(...(await write(form))).value).toEqual({
      ...{ a: 'é', b: ['x', 'y'] },
      c: Buffer.from('é').toString('latin1'),
    });
  });

  it('tells the place of what it cannot read', async () => {
    expect(await read(fill(['name', 'a'], ['name', 'b']))).toEqual(['duplicate /name']);
    expect(await read(fill(['address', '{']))).toEqual(['content /address']);
    expect(await read(fill(['points', '{}'], ['points', '{']))).toEqual(['content /points/1']);
    const latin = new Blob([Buffer.from([0xe9])], { type: 'application/json' });
    expect(await read(fill(['address', latin]))).toEqual(['charset /address']);
    expect(await read(fill(['__proto__', 'a']))).toEqual(['multipart ']);
    const many = Array.from({ length: 1001 }, (_, index) => [`n${index}`, 'x'] as const);
    expect(await read(fill(...many))).toEqual(['multipart ']);
  });
});

describe('parts as other clients write them', () => {
  const decodeText = async (...lines: string[]) => {
    const decode = await compile(schema);
    return decode(Buffer.from(lines.join('\r\n')), 'x');
  };

  it.each([
    ['Content-Disposition: form-data; name=name', { name: 'Ada' }],
    ['content-disposition:form-data;name="name"', { name: 'Ada' }],
    ['Content-Disposition: form-data; name="a\\"b"', { 'a"b': 'Ada' }],
    ['Content-Disposition: form-data; name="a%22b"', { 'a"b': 'Ada' }],
    ['Content-Disposition: form-data; name="né"', { né: 'Ada' }],
    ["Content-Disposition: form-data; name=file; filename*=UTF-8''n%C3%A9.txt", { file: 'Ada' }],
    ["Content-Disposition: form-data; name=file; filename*=UTF-8''%zz", { file: 'Ada' }],
  ])('%s', async (field, value) => {
    expect((await decodeText('--x', field, '', 'Ada', '--x--')).value).toEqual(value);
  });

  it('may be in base64, or in another charset', async () => {
    const head = 'Content-Disposition: form-data; name=';
    const encoded = await decodeText(
      ...['--x', `${head}file`, 'Content-Transfer-Encoding: base64', '', 'AP+A', '--x'],
      ...[
        `${head}name`,
        'Content-Type: text/plain; charset=utf-16le',
        '',
        'A\0d\0a\0',
        '--x--',
        '',
      ],
    );
    expect(encoded.value).toEqual({ file: '\x00\xff\x80', name: 'Ada' });
  });

  it.each([
    [['--y--'], 'no line of it is --x'],
    [['--x', 'Content-Disposition: form-data; name=name', '', 'Ada'], 'ends within a part'],
    [['--x', 'Content-Disposition: form-data', '', 'Ada', '--x--'], 'has no name'],
  ])('%j cannot be read', async (lines, says) => {
    const { findings } = await decodeText(...lines);
    expect(findings[0]?.message).toContain(says);
  });
});
