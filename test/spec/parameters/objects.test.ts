import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { compile } from './_request.ts';

const strings = { type: 'array', items: { type: 'string' } };

describe('an exploded form object', () => {
  const page = { name: 'page', in: 'query', schema: { type: 'integer' } };
  const filter = {
    type: 'object',
    properties: { status: { type: 'string' }, tags: strings, page: { type: 'string' } },
  };
  async function read(schema: JsonObject, query: string) {
    const { decode } = await compile([{ name: 'filter', in: 'query', schema }, page]);
    return decode({ query }).values.query;
  }

  it('takes the keys of its declared properties, arrays as keys that come again', async () => {
    const closed = { ...filter, additionalProperties: false };
    const query = 'status=new&tags=a&tags=b&other=1';
    expect(await read(closed, query)).toEqual({ filter: { status: 'new', tags: ['a', 'b'] } });
  });

  it('takes other keys too when it is open, save those that belong to another parameter', async () => {
    const open = { type: 'object', additionalProperties: { type: 'integer' } };
    expect(await read(open, 'a=1&page=2&b=3')).toEqual({ filter: { a: 1, b: 3 }, page: 2 });
  });

  it('is closed when every alternative of a choice is', async () => {
    const branch = (name: string) => ({
      properties: { [name]: { type: 'integer' } },
      additionalProperties: false,
    });
    const choice = { type: 'object', oneOf: [branch('a'), branch('b')] };
    expect(await read(choice, 'a=1&c=2')).toEqual({ filter: { a: 1 } });
    const half = { type: 'object', oneOf: [branch('a'), { properties: { b: {} } }] };
    expect(await read(half, 'a=1&c=2')).toEqual({ filter: { a: 1, c: '2' } });
  });

  it('shares a key with a parameter of the same name when it declares it', async () => {
    expect(await read(filter, 'page=7')).toEqual({ filter: { page: '7' }, page: 7 });
  });

  it('takes keys by their pattern when it is closed otherwise', async () => {
    const patternProperties = { '^x-': { type: 'boolean' } };
    const closed = { type: 'object', patternProperties, additionalProperties: false };
    expect(await read(closed, 'x-a=true&y=1')).toEqual({ filter: { 'x-a': true } });
  });

  it('may have a property of its own name', async () => {
    const properties = { filter: { type: 'integer' }, b: { type: 'integer' } };
    expect(await read({ type: 'object', properties }, 'filter=1&b=2')).toEqual({
      filter: { filter: 1, b: 2 },
    });
  });

  it('is absent when none of its keys is there', async () => {
    expect(await read({ ...filter, additionalProperties: false }, 'x=1')).toEqual({});
  });
});

describe('keys that two parameters have', () => {
  const order = { type: 'string', enum: ['asc', 'desc'] };
  const properties = { sent: order, made: order, note: { type: 'string' } };
  const sort = { name: 'sort', in: 'query', schema: { type: 'object', properties } };
  const range = { type: 'object', additionalProperties: { type: 'string' } };
  const others = [
    { name: 'sent', in: 'query', schema: { type: 'string', format: 'date' } },
    { name: 'made', in: 'query', style: 'deepObject', schema: range },
    { name: 'note', in: 'query', schema: { type: 'integer' } },
  ];
  async function read(query: string) {
    const { decode } = await compile([sort, ...others]);
    const { values, findings } = decode({ query });
    return findings.length > 0 ? findings.map(({ rule }) => rule) : values.query;
  }

  it('are told apart by what the property lists', async () => {
    expect(await read('sent=2025-03-01')).toEqual({ sent: '2025-03-01' });
    expect(await read('sent=desc')).toEqual({ sort: { sent: 'desc' } });
    expect(await read('sent=asc&sent=2025-03-01')).toEqual({
      sort: { sent: 'asc' },
      sent: '2025-03-01',
    });
  });

  it('are told apart by the brackets of deepObject', async () => {
    expect(await read('made=desc&made[gt]=2025-03-01')).toEqual({
      sort: { made: 'desc' },
      made: { gt: '2025-03-01' },
    });
  });

  it('are both when nothing tells them apart', async () => {
    expect(await read('note=7')).toEqual({ sort: { note: '7' }, note: 7 });
  });
});

describe('a deepObject', () => {
  const item = { type: 'object', properties: { n: { type: 'integer' } } };
  const schema = {
    type: 'object',
    properties: {
      n: { type: 'integer' },
      tags: strings,
      items: { type: 'array', items: item },
      inner: item,
    },
  };
  async function read(query: string) {
    const { decode } = await compile([{ name: 'f', in: 'query', style: 'deepObject', schema }]);
    const { values, findings } = decode({ query });
    return findings.length > 0 ? findings.map(({ rule }) => rule) : values.query.f;
  }

  it('nests', async () => {
    expect(await read('f[inner][n]=1&f[other][x][y]=2')).toEqual({
      inner: { n: 1 },
      other: { x: { y: '2' } },
    });
  });

  it('has arrays as keys that come again, with empty brackets, or with numbers', async () => {
    const tags = { tags: ['a', 'b'] };
    expect(await read('f[tags]=a&f[tags]=b')).toEqual(tags);
    expect(await read('f[tags][]=a&f[tags][]=b')).toEqual(tags);
    expect(await read('f[tags][1]=b&f[tags][0]=a')).toEqual(tags);
    expect(await read('f[tags]=a')).toEqual({ tags: ['a'] });
    expect(await read('f[unknown][]=a')).toEqual({ unknown: ['a'] });
    expect(await read('f[items][10][n]=2&f[items][9][n]=1')).toEqual({
      items: [{ n: 1 }, { n: 2 }],
    });
  });

  it('never makes an array longer than the query', async () => {
    expect(await read('f[tags][9999]=a')).toEqual({ tags: ['a'] });
    expect(await read('f[tags][99999999999]=a')).toEqual({ tags: { 99999999999: 'a' } });
  });

  it('takes encoded brackets as text beside plain ones, and as brackets otherwise', async () => {
    expect(await read('f[a%5Bb]=1')).toEqual({ 'a[b': '1' });
    expect(await read('f%5Binner%5D%5Bn%5D=1')).toEqual({ inner: { n: 1 } });
  });

  it('may itself have brackets in its name', async () => {
    const { decode } = await compile([{ name: 'f[g]', in: 'query', style: 'deepObject', schema }]);
    const value = { 'f[g]': { inner: { n: 1 } } };
    expect(decode({ query: 'f[g][inner][n]=1' }).values.query).toEqual(value);
    expect(decode({ query: 'f%5Bg%5D%5Binner%5D%5Bn%5D=1' }).values.query).toEqual(value);
  });

  it('leaves keys alone that only begin alike', async () => {
    expect(await read('ff[n]=1&f[n]=2')).toEqual({ n: 2 });
    expect(await read('ff[n]=1')).toBeUndefined();
  });

  it.each(['f=1', 'f[n=1', 'f[n]x=1', 'f[n]]=1', 'f[[n]=1', 'f[n][=1', 'f%5Bx[n]=1'])(
    'has a style of its own: not %s',
    async (query) => {
      expect(await read(query)).toEqual(['style']);
    },
  );

  it('refuses what contradicts itself', async () => {
    expect(await read('f[inner]=1&f[inner][n]=2')).toEqual(['style']);
    expect(await read('f[items][][n]=1&f[items][][n]=2')).toEqual(['style']);
    expect(await read('f[inner][]=1')).toEqual(['style']);
    expect(await read('f[n]=1&f[n]=2')).toEqual(['duplicate']);
  });

  it('nests no deeper than eight levels', async () => {
    expect(await read(`f${'[x]'.repeat(9)}=1`)).toEqual(['deep']);
    expect(await read(`f${'[x]'.repeat(8)}=1`)).toBeTypeOf('object');
  });
});

describe('keys that are members of the prototype', () => {
  const parameters = [
    { name: 'f', in: 'query', style: 'deepObject', schema: { type: 'object' } },
    { name: 'form', in: 'query', schema: { type: 'object' } },
    { name: 'h', in: 'header', explode: true, schema: { type: 'object' } },
    { name: '__proto__', in: 'cookie', schema: { type: 'string' } },
  ];

  it('are own properties like any others', async () => {
    const { decode } = await compile(parameters);
    const { values, findings } = decode({
      query: 'f[constructor][prototype][x]=1&f[toString]=2&valueOf=3',
      headers: { h: 'constructor=1', cookie: '__proto__=4' },
    });
    expect(findings).toEqual([]);
    expect(JSON.stringify(values)).toBe(
      '{"path":{},"query":{"f":{"constructor":{"prototype":{"x":"1"}},"toString":"2"},"form":{"valueOf":"3"}},"header":{"h":{"constructor":"1"}},"cookie":{"__proto__":"4"}}',
    );
    expect('x' in Object.prototype).toBe(false);
  });

  it.each([
    { query: 'f[__proto__][x]=1' },
    { query: 'f[a][__proto__]=1' },
    { query: 'f%5B__proto__%5D=1' },
    { query: '__proto__=1' },
    { headers: { h: '__proto__=1' } },
  ])('are refused when they are __proto__: %j', async (request) => {
    const { findings } = (await compile(parameters)).decode(request);
    expect(findings.map(({ rule }) => rule)).toEqual(['key']);
    expect('x' in Object.prototype).toBe(false);
  });
});
