import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { compile, type RawRequest } from './_request.ts';

async function find(parameter: JsonObject, request: RawRequest) {
  const { decode } = await compile([{ name: 'id', in: 'query', ...parameter }]);
  const { values, findings } = decode(request);
  const own = findings.map(({ rule, instanceLocation }) => `${rule} ${instanceLocation}`.trim());
  return { values, findings, own };
}

const integer = { type: 'integer' };
const integers = { type: 'array', items: integer };

describe('a finding', () => {
  it('names part, place, rule, value and what to do', async () => {
    const { findings, values } = await find(
      { schema: integers },
      { query: 'id=1&id=9007199254740993' },
    );
    expect(findings).toEqual([
      {
        part: 'query',
        name: 'id',
        instanceLocation: '/1',
        keywordLocation: 'test.yaml#/paths/~1things/get/parameters/0',
        rule: 'integer-range',
        value: '"9007199254740993"',
        message:
          'The query parameter "id" at /1 breaks the rule "integer-range": it is beyond 9007199254740991, the largest whole number that can be held exactly (found "9007199254740993"); send a number within ±9007199254740991.',
      },
    ]);
    expect(values.query).toEqual({});
  });

  it('about a parameter takes only that parameter out of the values', async () => {
    const { decode } = await compile([
      { name: 'a', in: 'query', schema: integer },
      { name: 'b', in: 'query', schema: integer },
    ]);
    expect(decode({ query: 'a=%zz&b=2' }).values.query).toEqual({ b: 2 });
  });

  it('is made for everything that is wrong, not only for the first', async () => {
    const { decode } = await compile([
      { name: 'id', in: 'path', required: true, schema: integer },
      { name: 'a', in: 'query', required: true, schema: integer },
      { name: 'X-B', in: 'header', required: true, schema: integer },
    ]);
    const { findings } = decode({ path: { id: '%' }, query: 'z=%&y=%00' });
    expect(findings.map(({ part, name, rule }) => [part, name, rule])).toEqual([
      ['query', 'z', 'percent-encoding'],
      ['query', 'y', 'control-character'],
      ['path', 'id', 'percent-encoding'],
      ['query', 'a', 'required'],
      ['header', 'X-B', 'required'],
    ]);
  });
});

describe('required', () => {
  it.each(['query', 'header', 'cookie'])('%s parameters must be there', async (place) => {
    const { findings } = await find({ in: place, required: true, schema: integer }, {});
    expect(findings).toMatchObject([
      { part: place, name: 'id', rule: 'required', instanceLocation: '' },
    ]);
    expect(findings[0]?.message).toMatch(/breaks the rule "required": it is missing; .+\.$/);
    expect(findings[0]).not.toHaveProperty('value');
  });

  it('counts an empty value, and any property of an exploded object, as there', async () => {
    expect((await find({ required: true, schema: integer }, { query: 'id' })).own).toEqual([]);
    const object = { required: true, schema: { type: 'object', properties: { a: integer } } };
    expect((await find(object, { query: 'a=1' })).own).toEqual([]);
    expect((await find(object, { query: '' })).own).toEqual(['required']);
  });

  it('says nothing of a path parameter that the path template does not name', async () => {
    expect((await find({ in: 'path', required: true, schema: integer }, {})).own).toEqual([]);
  });

  it('says nothing of parameters that are optional', async () => {
    expect(await find({ schema: integer }, {})).toMatchObject({ own: [], values: { query: {} } });
  });
});

describe('duplicate', () => {
  it('shows both values', async () => {
    const { findings } = await find({ schema: integer }, { query: 'id=1&id=2' });
    expect(findings).toMatchObject([{ rule: 'duplicate', value: '["1","2"]' }]);
  });

  it('is found whatever the style, and in properties', async () => {
    const single = { schema: integer, explode: false };
    expect((await find(single, { query: 'id=1&id=2' })).own).toEqual(['duplicate']);
    const object = { schema: { type: 'object', properties: { a: integer } } };
    expect((await find(object, { query: 'a=1&a=2' })).own).toEqual(['duplicate /a']);
    const deep = { ...object, style: 'deepObject' };
    expect((await find(deep, { query: 'id[a]=1&id[a]=2' })).own).toEqual(['duplicate /a']);
    const path = { ...object, in: 'path', required: true };
    expect((await find(path, { path: { id: 'a,1,a,2' } })).own).toEqual(['duplicate /a']);
    const content = { content: { 'application/json': { schema: integer } } };
    expect((await find(content, { query: 'id=1&id=2' })).own).toEqual(['duplicate']);
  });

  it('is no matter for keys that belong to no parameter', async () => {
    expect((await find({ schema: integer }, { query: 'x=1&x=2' })).own).toEqual([]);
  });
});

describe('style', () => {
  const object = { type: 'object', properties: { a: integer } };
  it.each([
    [{ style: 'matrix', schema: integer }, '5'],
    [{ style: 'matrix', schema: integer }, ';other=5'],
    [{ style: 'matrix', schema: integers }, ';id=1;other=5'],
    [{ style: 'matrix', schema: object, explode: true }, 'a=1'],
    [{ style: 'label', schema: integer }, '5'],
    [{ schema: object }, 'a,1,b'],
    [{ schema: object, explode: true }, 'a=1,b'],
    [{ schema: object, style: 'label', explode: true }, '.a.1'],
  ])('%j does not read %s', async (parameter, raw) => {
    const { findings } = await find(
      { in: 'path', required: true, ...parameter },
      { path: { id: raw } },
    );
    expect(findings).toMatchObject([{ rule: 'style', instanceLocation: '' }]);
    expect(findings[0]?.message).toMatch(/; write it in style (matrix|label|simple)/);
  });

  it('is shown by an example', async () => {
    const label = { in: 'path', required: true, style: 'label', schema: object, explode: true };
    const { findings } = await find(label, { path: { id: '.a.1' } });
    expect(findings[0]?.message).toMatch(/style label, exploded, such as "\.key=value"\.$/);
    const pipes = { style: 'pipeDelimited', explode: false, schema: object };
    const query = await find(pipes, { query: 'id=a|1|b' });
    expect(query.findings[0]?.message).toMatch(/style pipeDelimited, such as "id=key\|value"\.$/);
  });
});

describe('content', () => {
  const json = { content: { 'application/json': { schema: { type: 'object' } } } };
  const plain = { content: { 'text/plain': { schema: { type: 'integer' } } } };
  const encoded = encodeURIComponent('{"a":[1,null]}');

  it('in JSON is the value it says, wherever it travels', async () => {
    const value = { id: { a: [1, null] } };
    expect((await find(json, { query: `id=${encoded}` })).values.query).toEqual(value);
    const path = { ...json, in: 'path', required: true };
    expect((await find(path, { path: { id: encoded } })).values.path).toEqual(value);
    const header = await find({ ...json, in: 'header' }, { headers: { id: '{"a":[1,null]}' } });
    expect(header.values.header).toEqual(value);
    const cookie = await find({ ...json, in: 'cookie' }, { headers: { cookie: `id=${encoded}` } });
    expect(cookie.values.cookie).toEqual(value);
  });

  it('in any other media type is a string', async () => {
    expect((await find(plain, { query: 'id=1,2' })).values.query).toEqual({ id: '1,2' });
  });

  it.each(['{', "{'a':1}", '', '{"__proto__":1}'])('%j is not acceptable JSON', async (text) => {
    const { findings } = await find(json, { query: `id=${encodeURIComponent(text)}` });
    expect(findings).toMatchObject([{ rule: 'content', name: 'id', value: JSON.stringify(text) }]);
    expect(findings[0]?.message).toContain('it is not acceptable application/json: at character');
  });

  it('may be required', async () => {
    expect((await find({ ...json, required: true }, {})).own).toEqual(['required']);
  });
});

describe('too-many', () => {
  it('stops reading after a thousand pairs', async () => {
    const query = `${'x=1&'.repeat(1000)}id=1`;
    const { findings, values } = await find({ schema: integer }, { query });
    expect(findings).toMatchObject([{ part: 'query', rule: 'too-many' }]);
    expect(findings[0]?.message).toMatch(/^The query string breaks the rule "too-many"/);
    expect(values.query).toEqual({});
    expect((await find({ schema: integer }, { query: `${'x=1&'.repeat(999)}id=1` })).own).toEqual(
      [],
    );
    expect((await find({ schema: integer }, { query: `${'&'.repeat(5000)}id=1` })).own).toEqual([]);
  });
});
