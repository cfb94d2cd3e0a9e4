import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import type { Parameter } from '../../../spec/model.ts';
import { encodeParameter } from '../../../spec/parameters/encode.ts';
import { fc } from '../../support/properties.ts';
import { compile, toRequest } from './_request.ts';

const styles: readonly (readonly [place: string, style: string, explodes: readonly boolean[]])[] = [
  ['path', 'simple', [false, true]],
  ['path', 'label', [false, true]],
  ['path', 'matrix', [false, true]],
  ['query', 'form', [false, true]],
  ['query', 'spaceDelimited', [false, true]],
  ['query', 'pipeDelimited', [false, true]],
  ['query', 'tabDelimited', [false, true]],
  ['header', 'simple', [false, true]],
  ['cookie', 'form', [false, true]],
];
const cells = styles.flatMap(([place, style, explodes]) =>
  explodes.map((explode) => [place, style, explode] as const),
);

/** Text that every style can tell apart from its delimiters; control characters are refused. */
function texts(place: string, style: string) {
  const isPlain = (text: string) => [...text].every((char) => char >= ' ') && text.isWellFormed();
  const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).filter(isPlain);
  if (place === 'header') return any.filter((text) => !/[,=]/.test(text) && text === text.trim());
  if (style === 'spaceDelimited') return any.filter((text) => !text.includes(' '));
  return style === 'pipeDelimited' ? any.filter((text) => !text.includes('|')) : any;
}

async function check(parameter: JsonObject, values: fc.Arbitrary<Json>) {
  const { parameters, decode } = await compile([{ name: 'color', ...parameter }]);
  const [own] = parameters;
  fc.assert(
    fc.property(values, (value) => {
      const raw = own ? encodeParameter(own, value) : '';
      const { values: read, findings } = decode(toRequest(String(parameter.in), raw));
      expect(findings, raw).toEqual([]);
      expect(own && read[own.in].color, raw).toEqual(value);
    }),
  );
}

describe.each(cells)(
  'what is written is read again: %s, %s, explode %s',
  (place, style, explode) => {
    const base = { in: place, required: true, style, explode };
    const text = texts(place, style);

    it('strings', () => check({ ...base, schema: { type: 'string' } }, text));

    it('numbers, booleans, null', async () => {
      const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
      await check({ ...base, schema: { type: 'number' } }, number);
      await check({ ...base, schema: { type: 'integer' } }, fc.maxSafeInteger());
      const schema = { type: ['boolean', 'null'] };
      await check({ ...base, schema }, fc.constantFrom(true, false, null));
    });

    it('arrays', async () => {
      const strings = { type: 'array', items: { type: 'string' } };
      await check({ ...base, schema: strings }, fc.array(text, { minLength: 1, maxLength: 5 }));
      const numbers = { type: 'array', items: { type: 'number' } };
      const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
      await check({ ...base, schema: numbers }, fc.array(number, { minLength: 1, maxLength: 5 }));
    });

    it('objects', async () => {
      const properties = {
        R: { type: 'integer' },
        'a.b;c': { type: 'string' },
        é: { type: 'boolean' },
      };
      const members = { R: fc.maxSafeInteger(), 'a.b;c': text, é: fc.boolean() };
      // A cookie or header name that is no token is not for this test to judge.
      const record = fc.record(members, { requiredKeys: ['R'] });
      await check({ ...base, schema: { type: 'object', properties } }, record);
    });

    it('objects of any names', async () => {
      if (place === 'cookie' && explode) return;
      const name = text.filter((each) => each !== '__proto__');
      const schema = { type: 'object', additionalProperties: { type: 'integer' } };
      const record = fc.dictionary(name, fc.maxSafeInteger(), {
        minKeys: 1,
        maxKeys: 4,
        noNullPrototype: true,
      });
      await check({ ...base, schema }, record);
    });
  },
);

describe.each(cells.filter(([place, style]) => place !== 'header' && style !== 'spaceDelimited'))(
  'values inside values are JSON: %s, %s, explode %s',
  (place, style, explode) => {
    const text = texts(place, style);
    const item = fc.record({ n: fc.maxSafeInteger(), text }, { requiredKeys: ['n'] });
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer' }, text: { type: 'string' } },
    };
    const base = { in: place, required: true, style, explode };

    it('in arrays', async () => {
      await check(
        { ...base, schema: { type: 'array', items: schema } },
        fc.array(item, { minLength: 1 }),
      );
    });

    it('in objects', async () => {
      const properties = { one: schema, list: { type: 'array', items: { type: 'integer' } } };
      const list = fc.array(fc.maxSafeInteger(), { minLength: 1 });
      await check(
        { ...base, schema: { type: 'object', properties } },
        fc.record({ one: item, list }),
      );
    });
  },
);

/** Objects of this many levels: with arrays between them, all that eight brackets can hold. */
function toTree(levels: number): fc.Arbitrary<JsonObject> {
  const text = texts('query', 'deepObject');
  const leaf = {
    n: fc.maxSafeInteger(),
    text,
    'x.y z&': fc.boolean(),
    tags: fc.array(text, { minLength: 1, maxLength: 3 }),
  };
  if (levels === 0) return fc.record(leaf, { requiredKeys: ['n'] });
  const child = toTree(levels - 1);
  const children = fc.array(child, { minLength: 1, maxLength: 3 });
  return fc.record({ ...leaf, child, children }, { requiredKeys: ['n'] });
}

describe('deepObject', () => {
  it('gives back nested objects and arrays', async () => {
    const child = { $ref: '#/paths/~1things/get/parameters/0/schema' };
    const schema = {
      type: 'object',
      properties: {
        n: { type: 'integer' },
        text: { type: 'string' },
        'x.y z&': { type: 'boolean' },
        tags: { type: 'array', items: { type: 'string' } },
        child,
        children: { type: 'array', items: child },
      },
    };
    await check({ in: 'query', style: 'deepObject', schema }, toTree(3));
  });
});

describe('content', () => {
  it.each(['path', 'query', 'header', 'cookie'])('in %s gives back any JSON', async (place) => {
    const content = { 'application/json': {} };
    const value = fc
      .jsonValue({ maxDepth: 3, stringUnit: 'grapheme' })
      .map((each): Json => JSON.parse(JSON.stringify(each)))
      .filter((each) => !/__proto__|constructor/.test(JSON.stringify(each)));
    await check({ in: place, required: true, content }, value);
  });
});

describe('encodeParameter', () => {
  async function encode(parameter: JsonObject, value: Json) {
    const [own] = (await compile([parameter])).parameters;
    return own && encodeParameter(own satisfies Parameter, value);
  }

  it('escapes names, and all but unreserved characters', async () => {
    const query = { name: 'filter[a b]', in: 'query', schema: { type: 'string' } };
    expect(await encode(query, "a+b!'()*~é")).toBe('filter%5Ba%20b%5D=a%2Bb%21%27%28%29%2A~%C3%A9');
  });

  it('writes an array of a property as keys that come again', async () => {
    const query = { name: 'f', in: 'query', schema: { type: 'object' } };
    expect(await encode(query, { a: [1, 2], b: true })).toBe('a=1&a=2&b=true');
  });

  it('writes nothing for empty exploded values', async () => {
    const query = { name: 'f', in: 'query', schema: { type: 'array' } };
    expect(await encode(query, [])).toBe('');
    expect(await encode({ ...query, explode: false }, [])).toBe('f=');
  });

  it('numbers the items of a deepObject that are objects', async () => {
    const query = { name: 'f', in: 'query', style: 'deepObject', schema: { type: 'object' } };
    expect(await encode(query, { a: [{ b: 1 }, { b: 2 }], c: [3] })).toBe(
      'f%5Ba%5D%5B0%5D%5Bb%5D=1&f%5Ba%5D%5B1%5D%5Bb%5D=2&f%5Bc%5D%5B%5D=3',
    );
  });

  it('replaces what has no UTF-8 form', async () => {
    expect(await encode({ name: 'f', in: 'query', schema: {} }, '\ud800')).toBe('f=%EF%BF%BD');
  });
});
