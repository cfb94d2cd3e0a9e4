import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../spec/check.ts';
import { loadDocument } from '../../spec/load.ts';
import { writeFiles } from './_document.ts';

const head = "openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: {}\n";

describe('$self', () => {
  it('is what references are resolved against, and what a document is known by', async () => {
    const path = await writeFiles({
      'api.yaml': `$self: https://api.test/v1/api#x
${head}components:
  schemas:
    A: { $ref: 'https://api.test/v1/api#/components/schemas/C' }
    B: { $ref: 'api#/components/schemas/C' }
    C: { type: string }
    D: { $ref: 'more.yaml#/components/schemas/E' }`,
      'more.yaml': `$self: more
${head}components: { schemas: { E: { $ref: '#/components/schemas/F' }, F: { type: integer } } }`,
    });
    const document = await loadDocument(path);
    expect(checkDocument(document)).toEqual([]);
    const type = (ref: string) => {
      const at = document.resolve(ref, document.root);
      return at && document.follow(at)?.node;
    };
    for (const name of ['A', 'B', 'C']) {
      expect(type(`#/components/schemas/${name}`)).toEqual({ type: 'string' });
    }
    expect(type('#/components/schemas/D')).toEqual({ type: 'integer' });
    expect(type('https://api.test/v1/other#/components/schemas/C')).toBeUndefined();
  });

  it('may be the same in two files, or no URI: the first is taken, or none', async () => {
    const path = await writeFiles({
      'api.yaml': `$self: 'http://['
${head}components: { schemas: { A: { $ref: 'more.yaml#/components/schemas/A' } } }`,
      'more.yaml': `$self: 'http://['
${head}components: { schemas: { A: { type: integer } } }`,
    });
    const document = await loadDocument(path);
    const at = document.resolve('#/components/schemas/A', document.root);
    expect(at && document.follow(at)?.node).toEqual({ type: 'integer' });
  });
});
