import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { loadDocument } from '../../../spec/load.ts';
import { readOperations } from '../../../spec/operations.ts';
import { decodeForm } from '../../../spec/parameters/decode-form.ts';

const account = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: 'integer' },
    tags: { type: 'array', items: { type: 'integer' } },
  },
};

async function decode(text: string, schema?: JsonObject) {
  const content = { 'application/x-www-form-urlencoded': schema ? { schema } : {} };
  const document = await loadDocument({
    openapi: '3.1.0',
    info: { title: 'test.yaml', version: '1' },
    paths: { '/accounts': { post: { requestBody: { content }, responses: {} } } },
  });
  const [declared] = readOperations(document)[0]?.requestBody?.content ?? [];
  if (!declared) throw new Error('there is no content');
  return decodeForm(document, declared, text);
}

describe('a form in a body', () => {
  it('is an object typed by its schema', async () => {
    expect(await decode('name=A+B%26&age=7&tags=1&tags=2', account)).toEqual({
      value: { name: 'A B&', age: 7, tags: [1, 2] },
      findings: [],
    });
  });

  it('without a schema is an object of strings', async () => {
    expect((await decode('a=1&b=&c&a=2')).value).toEqual({ a: ['1', '2'], b: '', c: '' });
    expect((await decode('', account)).value).toEqual({});
  });

  it('may have line breaks, unlike a query string', async () => {
    expect((await decode('name=a%0D%0Ab', account)).value).toEqual({ name: 'a\r\nb' });
  });

  it('is refused for what would be refused in a query string', async () => {
    const rules = async (text: string) =>
      (await decode(text, account)).findings.map((each) => `${each.rule} ${each.instanceLocation}`);
    expect(await rules('name=%zz&%C0%80=1')).toEqual([
      'percent-encoding /name',
      'percent-encoding /%C0%80',
    ]);
    expect(await rules('age=1&age=2')).toEqual(['duplicate /age']);
    expect(await rules('age=9007199254740993')).toEqual(['integer-range /age']);
    expect(await rules('__proto__=1')).toEqual(['key ']);
    expect(await rules('x=1&'.repeat(1001))).toEqual(['too-many ']);
  });

  it('names the body and the schema in its findings', async () => {
    const [finding] = (await decode('age=1&age=2', account)).findings;
    expect(finding).toEqual({
      part: 'body',
      instanceLocation: '/age',
      keywordLocation:
        'test.yaml#/paths/~1accounts/post/requestBody/content/application~1x-www-form-urlencoded/schema',
      rule: 'duplicate',
      value: '["1","2"]',
      message:
        'The body at /age breaks the rule "duplicate": it was given 2 times and is not an array (found ["1","2"]); send it once.',
    });
  });
});
