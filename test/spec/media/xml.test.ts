import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { writeBody } from '../../../spec/media/write-body.ts';
import { toPlan } from './_plan.ts';

async function write(value: Json, schema?: JsonObject, schemas: JsonObject = {}): Promise<string> {
  const plan = await toPlan('application/xml', schema ? { schema } : {}, schemas);
  const text = String(writeBody(plan, value).body);
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  expect(text.startsWith(head)).toBe(true);
  return text.slice(head.length).trimEnd();
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const string = { type: 'string' };

describe('the root', () => {
  it('is called by its XML Object, by its component, or else root', async () => {
    expect(await write({ a: 1 }, { type: 'object', xml: { name: 'thing' } })).toBe(
      '<thing><a>1</a></thing>',
    );
    const Pet = { type: 'object' };
    expect(await write({ a: 1 }, ref('Pet'), { Pet })).toBe('<Pet><a>1</a></Pet>');
    expect(await write({ a: 1 }, { type: 'object' })).toBe('<root><a>1</a></root>');
    expect(await write({ a: 1 })).toBe('<root><a>1</a></root>');
  });

  it('of an array has items that are called by their component', async () => {
    const Pet = { type: 'object' };
    const list = { type: 'array', items: ref('Pet') };
    expect(await write([{ a: 1 }, {}], list, { Pet })).toBe(
      '<root><Pet><a>1</a></Pet><Pet/></root>',
    );
    expect(await write(['x'], { type: 'array', items: string })).toBe(
      '<root><item>x</item></root>',
    );
    expect(await write([], { type: 'array', items: string })).toBe('<root/>');
  });
});

/** The table of OpenAPI 3.1 §4.8.26.2. */
describe('arrays', () => {
  const of = async (array: JsonObject) => {
    const properties = { animals: { type: 'array', ...array } };
    const text = await write({ animals: ['a', 'b'] }, { type: 'object', properties });
    return text.replace(/^<root>|<\/root>$/g, '');
  };

  it.each<[array: JsonObject, text: string]>([
    [{ items: string }, '<animals>a</animals><animals>b</animals>'],
    [{ items: { ...string, xml: { name: 'animal' } } }, '<animal>a</animal><animal>b</animal>'],
    [
      { items: { ...string, xml: { name: 'animal' } }, xml: { name: 'aliens' } },
      '<animal>a</animal><animal>b</animal>',
    ],
    [
      { items: string, xml: { wrapped: true } },
      '<animals><animals>a</animals><animals>b</animals></animals>',
    ],
    [
      { items: { ...string, xml: { name: 'animal' } }, xml: { wrapped: true } },
      '<animals><animal>a</animal><animal>b</animal></animals>',
    ],
    [
      { items: { ...string, xml: { name: 'animal' } }, xml: { name: 'aliens', wrapped: true } },
      '<aliens><animal>a</animal><animal>b</animal></aliens>',
    ],
    [
      { items: string, xml: { name: 'aliens', wrapped: true } },
      '<aliens><aliens>a</aliens><aliens>b</aliens></aliens>',
    ],
    [
      { items: string, xml: { nodeType: 'element' } },
      '<animals><animals>a</animals><animals>b</animals></animals>',
    ],
  ])('%j', async (array, text) => {
    expect(await of(array)).toBe(text);
  });
});

describe('properties', () => {
  it('are attributes, or elements with a namespace and a prefix', async () => {
    const properties = {
      id: { type: 'integer', xml: { attribute: true } },
      name: { ...string, xml: { namespace: 'http://example.com/schema', prefix: 'sample' } },
      other: { ...string, xml: { namespace: 'http://example.com/other' } },
    };
    expect(await write({ id: 1, name: 'x', other: 'y' }, { type: 'object', properties })).toBe(
      '<root id="1"><sample:name xmlns:sample="http://example.com/schema">x</sample:name><other xmlns="http://example.com/other">y</other></root>',
    );
  });

  it('are text of the element, or attributes, where OpenAPI 3.2 says so', async () => {
    const properties = {
      id: { type: 'integer', xml: { nodeType: 'attribute' } },
      text: { ...string, xml: { nodeType: 'text' } },
      raw: { ...string, xml: { nodeType: 'cdata' } },
    };
    expect(await write({ id: 1, text: 'a<b', raw: ']]>' }, { type: 'object', properties })).toBe(
      '<root id="1">a&lt;b<![CDATA[]]]]><![CDATA[>]]></root>',
    );
  });

  it('are those of the branch that the value is of', async () => {
    const cat = {
      type: 'object',
      required: ['kind'],
      properties: { kind: { const: 'cat', xml: { attribute: true } } },
    };
    const dog = { type: 'object', required: ['kind'], properties: { kind: { const: 'dog' } } };
    const oneOf = [cat, dog];
    expect(await write({ kind: 'cat' }, { oneOf })).toBe('<root kind="cat"/>');
    expect(await write({ kind: 'dog' }, { oneOf })).toBe('<root><kind>dog</kind></root>');
  });

  it('may be empty, null, or of any name', async () => {
    const value = { a: null, b: '', 'two words': 1, '1st': true, x: {} };
    expect(await write(value, { type: 'object' })).toBe(
      '<root><a/><b/><two_words>1</two_words><_1st>true</_1st><x/></root>',
    );
  });
});

it('what no XML document can hold is escaped or left out', async () => {
  expect(await write({ a: '<&>"\u0000\u0008\ufffe\ud800\r\n\té😀' })).toBe(
    '<root><a>&lt;&amp;&gt;&quot;\ufffd&#13;\n\té😀</a></root>',
  );
});
