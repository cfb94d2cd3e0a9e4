import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { encodeParameter } from '../../../spec/parameters/encode.ts';
import { compile, read } from './_request.ts';

const text = { type: 'string' };
const list = { type: 'array', items: { type: 'string' } };
const rgb = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
};

const colors = ['blue', 'black', 'brown'];
const mixture = { R: 100, G: 200, B: 150 };

describe('other spellings that are read', () => {
  const query = { in: 'query', explode: false };

  it('of label: the dots of the table in OpenAPI 3.1.0', async () => {
    const label = { in: 'path', style: 'label', explode: false };
    expect(await read({ ...label, schema: list }, '.blue.black.brown')).toEqual(colors);
    expect(await read({ ...label, schema: rgb }, '.R.100.G.200.B.150')).toEqual(mixture);
    expect(await read({ ...label, schema: { type: 'number' } }, '.1.5')).toBe(1.5);
  });

  it('of spaceDelimited: a plus sign', async () => {
    const spaces = { ...query, style: 'spaceDelimited', schema: list };
    expect(await read(spaces, 'color=blue+black%20brown')).toEqual(colors);
  });

  it('of pipeDelimited: a plain pipe, and %7c in either case', async () => {
    const pipes = { ...query, style: 'pipeDelimited', schema: list };
    expect(await read(pipes, 'color=blue|black%7cbrown')).toEqual(colors);
  });

  it('of deepObject: plain brackets', async () => {
    const deep = { in: 'query', style: 'deepObject', schema: rgb };
    expect(await read(deep, 'color[R]=100&color[G]=200&color[B]=150')).toEqual(mixture);
  });

  it('of a form that is not exploded: keys that come again', async () => {
    expect(await read({ ...query, schema: list }, 'color=blue,black&color=brown')).toEqual(colors);
  });

  it('of cookies: the ampersands of RFC 6570, and quotes', async () => {
    const exploded = { in: 'cookie', explode: true };
    expect(await read({ ...exploded, schema: list }, 'a=1; color=blue&color=black')).toEqual([
      'blue',
      'black',
    ]);
    expect(await read({ ...exploded, schema: rgb }, 'R=100&G=200&B=150; z=a&b')).toEqual(mixture);
    expect(await read({ in: 'cookie', schema: text }, 'a="1"; color="b%20c"')).toBe('b c');
    expect(await read({ in: 'cookie', schema: text }, 'color=100%; a=1')).toBe('100%');
    expect(await read({ in: 'cookie', schema: text }, 'color=a&b')).toBe('a&b');
  });

  it('of headers: spaces round items, empty items, a name in any case, percent signs', async () => {
    expect(await read({ in: 'header', schema: list }, 'blue , black,,brown')).toEqual(colors);
    expect(await read({ in: 'header', schema: text }, '100%, %20')).toBe('100%, %20');
  });

  it('of a query: a plus sign is a space, in a path it is not', async () => {
    expect(await read({ in: 'query', schema: text }, 'color=a+b%2B')).toBe('a b+');
    expect(await read({ in: 'path', schema: text }, 'a+b')).toBe('a+b');
  });
});

describe('delimiters inside escapes', () => {
  it('do not split', async () => {
    const array = { schema: list, explode: false };
    expect(await read({ in: 'path', ...array }, 'a%2Cb,c')).toEqual(['a,b', 'c']);
    expect(await read({ in: 'query', ...array }, 'color=a%2Cb,c')).toEqual(['a,b', 'c']);
    expect(await read({ in: 'path', ...array, style: 'label', explode: true }, '.a%2Eb.c')).toEqual(
      ['a.b', 'c'],
    );
    expect(
      await read({ in: 'path', ...array, style: 'matrix', explode: true }, ';color=a%3Bb;color=c'),
    ).toEqual(['a;b', 'c']);
    expect(await read({ in: 'query', schema: text }, 'color=a%26b%3Dc=d')).toBe('a&b=c=d');
  });

  it('nor do delimiters of other styles', async () => {
    const array = { in: 'path', schema: list, explode: true };
    expect(await read({ ...array, style: 'label' }, '.a,b.c')).toEqual(['a,b', 'c']);
    expect(await read({ ...array, style: 'matrix' }, ';color=a,b;color=c')).toEqual(['a,b', 'c']);
    const cookie = { in: 'cookie', schema: list, explode: false };
    expect(await read(cookie, 'color=a&color=b,c')).toEqual(['a&color=b', 'c']);
  });

  it('leave an exploded array whole', async () => {
    expect(await read({ in: 'query', schema: list }, 'color=a,b')).toEqual(['a,b']);
  });
});

describe('a schema for text or object', () => {
  const schema = { oneOf: [text, rgb] };

  it('reads the one whose names are there', async () => {
    const matrix = { in: 'path', style: 'matrix', explode: true, schema };
    expect(await read(matrix, ';color=blue')).toBe('blue');
    expect(await read(matrix, ';R=100;G=200;B=150')).toEqual(mixture);
    expect(await read({ in: 'query', schema }, 'color=blue')).toBe('blue');
    expect(await read({ in: 'query', schema }, 'R=100&G=200&B=150')).toEqual(mixture);
    expect(await read({ in: 'path', schema }, 'blue')).toBe('blue');
    expect(await read({ in: 'path', schema }, 'R,100,G,200,B,150')).toEqual(mixture);
  });
});

describe('empty texts', () => {
  it('are empty arrays and objects, and strings', async () => {
    expect(await read({ in: 'query', schema: list }, 'color=')).toEqual([]);
    expect(await read({ in: 'query', schema: list }, 'color')).toEqual([]);
    expect(await read({ in: 'query', schema: rgb, explode: false }, 'color=')).toEqual({});
    expect(await read({ in: 'header', schema: list }, '')).toEqual([]);
    expect(await read({ in: 'query', schema: { type: 'integer' } }, 'color')).toBe('');
    expect(await read({ in: 'query', schema: list }, 'color=&color=')).toEqual(['', '']);
  });

  it('are left out when allowEmptyValue permits what the schema does not', async () => {
    const flag = { name: 'color', in: 'query', required: true, allowEmptyValue: true };
    expect(await read({ ...flag, schema: { type: 'boolean' } }, 'color')).toBeUndefined();
    expect(await read({ ...flag, schema: text }, 'color')).toBe('');
    expect(await read({ ...flag, schema: { type: 'boolean' } }, '')).toEqual(['required']);
  });
});

describe('a query string that is one value', () => {
  const whole = (mediaType: string, schema: JsonObject) => ({
    in: 'querystring',
    content: { [mediaType]: { schema } },
  });
  const form = whole('application/x-www-form-urlencoded', {
    type: 'object',
    properties: { a: { type: 'integer' }, b: { type: 'array', items: { type: 'string' } } },
  });

  it('is read and written as its media type', async () => {
    const cells: [JsonObject, string, Json][] = [
      [form, 'a=1&b=x&b=y+z', { a: 1, b: ['x', 'y z'] }],
      [whole('application/json', { type: 'object' }), '%7B%22a%22%3A1%7D', { a: 1 }],
      [whole('application/jsonpath', { type: 'string' }), '%24.a%5B1%5D', '$.a[1]'],
    ];
    for (const [parameter, raw, value] of cells) {
      const { parameters, decode } = await compile([parameter]);
      expect(decode({ query: raw }).values.query).toEqual({ querystring: value });
      const [own] = parameters;
      const written = own ? encodeParameter(own, value) : '';
      expect(decode({ query: written }).values.query).toEqual({ querystring: value });
    }
  });

  it('is absent when it is empty, and told about when it is malformed', async () => {
    const { decode } = await compile([form]);
    expect(decode({})).toEqual({ values: expect.objectContaining({ query: {} }), findings: [] });
    const { findings } = decode({ query: 'a=%zz' });
    expect(findings).toMatchObject([{ name: 'querystring', rule: 'percent-encoding' }]);
  });
});
