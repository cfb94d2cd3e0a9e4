import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { fc } from '../../support/properties.ts';
import { compile, type RawRequest } from './_request.ts';

async function find(parameter: JsonObject, request: RawRequest) {
  const { decode } = await compile([{ name: 'id', in: 'query', ...parameter }]);
  const { values, findings } = decode(request);
  const own = findings.map(({ rule, instanceLocation }) => `${rule} ${instanceLocation}`.trim());
  return { values, findings, own };
}

const integer = { type: 'integer' };
const integers = { type: 'array', items: integer };

describe('percent-encoding', () => {
  const malformed = [
    '%',
    '%4',
    '%zz',
    'a%',
    '%ED%A0%80',
    '%C0%80',
    '%FF',
    '%C3,%A9',
    '%F4%90%80%80',
  ];

  it.each(malformed)('must be well-formed UTF-8: not %s', async (raw) => {
    const text = { schema: { type: 'string' } };
    const query = await find(text, { query: `id=${raw}` });
    expect(query.findings).toMatchObject([
      { part: 'query', name: 'id', rule: 'percent-encoding', value: JSON.stringify(raw) },
    ]);
    const path = await find({ ...text, in: 'path', required: true }, { path: { id: raw } });
    expect(path.findings).toMatchObject([{ part: 'path', rule: 'percent-encoding' }]);
    expect(path.values.path).toEqual({});
  });

  it('is checked in every key and value of the query, also where no parameter takes them', async () => {
    const text = { schema: { type: 'string' } };
    const { findings } = await find(text, { query: 'id=1&x=%zz&%zz=1' });
    expect(findings).toMatchObject([
      { name: 'x', value: '"%zz"', keywordLocation: '' },
      { name: '%zz', value: '"%zz"', keywordLocation: '' },
    ]);
  });

  it('does not make a required parameter missing as well', async () => {
    const { own } = await find({ required: true, schema: integer }, { query: 'id=%zz' });
    expect(own).toEqual(['percent-encoding']);
  });

  it('is attributed to the parameter that a key belongs to', async () => {
    const own = [{ name: 'id', keywordLocation: 'test.yaml#/paths/~1things/get/parameters/0' }];
    const deep = { style: 'deepObject', schema: { type: 'object' } };
    expect((await find(deep, { query: 'id[a]=%zz' })).findings).toMatchObject(own);
    expect((await find(deep, { query: 'id=%zz' })).findings).toMatchObject(own);
    const either = { schema: { type: ['string', 'object'], properties: { a: {} } } };
    expect((await find(either, { query: 'id=%zz' })).findings).toMatchObject(own);
    expect((await find(either, { query: 'a=%zz' })).findings).toMatchObject(own);
  });

  it('in the query is not attributed to a parameter that travels elsewhere', async () => {
    const { findings, values } = await find(
      { in: 'path', required: true, schema: integer },
      { path: { id: '7' }, query: 'id=%zz' },
    );
    expect(findings).toMatchObject([{ part: 'query', name: 'id', keywordLocation: '' }]);
    expect(values.path).toEqual({ id: 7 });
  });
});

describe('control-character', () => {
  it.each(['%00', 'a%0Ab', '%1F', '%09'])('%s is refused in path and query', async (raw) => {
    const text = { schema: { type: 'string' } };
    expect((await find(text, { query: `id=${raw}` })).own).toEqual(['control-character']);
    expect((await find(text, { query: `${raw}=1` })).own).toEqual(['control-character']);
    const path = { ...text, in: 'path', required: true };
    expect((await find(path, { path: { id: raw } })).own).toEqual(['control-character']);
  });

  it('is refused in headers, save a tab', async () => {
    const header = { in: 'header', schema: { type: 'string' } };
    expect((await find(header, { headers: { ID: 'a\u0000' } })).own).toEqual(['control-character']);
    expect((await find(header, { headers: { ID: 'a\tb' } })).values.header).toEqual({ id: 'a\tb' });
  });
});

describe('integer-range', () => {
  it.each(['9007199254740992', '-9007199254740992', '99999999999999999999', '1e20'])(
    '%s is too large to be held exactly',
    async (text) => {
      expect((await find({ schema: integer }, { query: `id=${text}` })).own).toEqual([
        'integer-range',
      ]);
    },
  );

  it('does not end at 2^53 where the document says that there are 64 bits', async () => {
    const long = { schema: { type: 'integer', format: 'int64' } };
    const read = async (text: string) => find(long, { query: `id=${text}` });
    expect((await read('9223372036854775807')).values.query).toEqual({ id: 2 ** 63 });
    expect((await read('-9223372036854775808')).values.query).toEqual({ id: -(2 ** 63) });
    expect((await read('99999999999999999999')).own).toEqual(['integer-range']);
  });

  it('tells the place within arrays and objects', async () => {
    const huge = '9007199254740993';
    const object = { type: 'object', properties: { 'a/b': integer, list: integers } };
    const deep = { style: 'deepObject', schema: object };
    const query = `id[a/b]=${huge}&id[list][]=1&id[list][]=${huge}`;
    expect((await find(deep, { query })).own).toEqual([
      'integer-range /a~1b',
      'integer-range /list/1',
    ]);
  });
});

describe('any text at all', () => {
  const object = { type: 'object', properties: { a: integers, b: { type: 'object' } } };
  const parameters = [
    { name: 'p', in: 'path', required: true, style: 'matrix', explode: true, schema: object },
    { name: 'l', in: 'path', required: true, style: 'label', schema: integers },
    { name: 'd', in: 'query', style: 'deepObject', schema: object },
    { name: 'f', in: 'query', schema: object },
    { name: 's', in: 'query', style: 'spaceDelimited', explode: false, schema: object },
    { name: 'j', in: 'query', content: { 'application/json': {} } },
    { name: 'h', in: 'header', explode: true, schema: object },
    { name: 'c', in: 'cookie', schema: object },
  ];
  const token = fc.constantFrom(
    ...['p', 'l', 'd', 'f', 's', 'j', 'a', 'b', '1', '[', ']', '%5B', '%5d', '=', '&', ';', '.'],
    ...[
      ',',
      '%20',
      '+',
      '|',
      '"',
      '{',
      '%',
      '%00',
      '%zz',
      '__proto__',
      'constructor',
      'é',
      '\ud800',
    ],
  );
  const text = fc.array(token, { maxLength: 20 }).map((tokens) => tokens.join(''));

  it('is read or told of in a sentence, and never throws', async () => {
    const { decode } = await compile(parameters);
    fc.assert(
      fc.property(text, text, text, (path, query, header) => {
        const headers = { h: header, cookie: header };
        const { findings } = decode({ path: { p: path, l: path }, query, headers });
        for (const { message } of findings) {
          expect(message).toMatch(/^The [\s\S]+ breaks the rule "[a-z-]+": [\s\S]+; [\s\S]+\.$/);
        }
        expect('a' in Object.prototype).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
