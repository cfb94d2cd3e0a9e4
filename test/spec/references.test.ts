import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../fixtures/generation/generate.ts';
import { loadDocument } from '../../spec/load.ts';
import { viewSchema } from '../../spec/schema.ts';
import { findSchema, toSchemas, writeFiles } from './_document.ts';
import { judge, judgeBy } from './validation/_judge.ts';

describe('identifiers in schemas', () => {
  it('are what relative references start from', async () => {
    const { rules } = await judge(`
Subject:
  $id: https://example.com/schemas/subject
  properties: { a: { $ref: part }, b: { $ref: '#/$defs/own' } }
  $defs: { own: { type: string } }
Part: { $id: https://example.com/schemas/part, type: integer }`);
    expect(rules({ a: 'x', b: 1 })).toEqual(['/a type', '/b type']);
  });

  it('do not hide the files that stand beside', async () => {
    const path = await writeFiles({
      'api.yaml': 'openapi: 3.1.0\ncomponents: { schemas: { Subject: { $ref: pet.yaml } } }',
      'pet.yaml': '$id: https://example.com/pet\nproperties: { owner: { $ref: owner.yaml } }',
      'owner.yaml': 'type: string',
    });
    expect(judgeBy(await loadDocument(path), 'Subject').rules({ owner: 1 })).toEqual([
      '/owner type',
    ]);
  });

  it('mean nothing in OpenAPI 3.0', async () => {
    const { rules } = await judge(
      `
Subject: { $id: https://example.com/a, properties: { a: { $ref: '#/components/schemas/Part' } } }
Part: { type: string, $anchor: part }`,
      { openapi: '3.0.3' },
    );
    expect(rules({ a: 1 })).toEqual(['/a type']);
    const anchored = await judge(
      "Subject: { $ref: '#part' }\nPart: { type: string, $anchor: part }",
      {
        openapi: '3.0.3',
      },
    );
    expect(anchored.isValid(1)).toBe(true);
  });

  it('are not looked for in examples', async () => {
    const { rules } = await judge(`
Subject: { $ref: '#part' }
First: { example: { $anchor: part, type: integer }, examples: [{ $anchor: part }] }
Part: { $anchor: part, type: string }`);
    expect(rules(1)).toEqual([' type']);
  });
});

const pages = `
Page:
  $id: https://example.com/page
  type: object
  required: [items]
  properties: { items: { type: array, minItems: 1, items: { $dynamicRef: '#item' } } }
  $defs: { any: { $dynamicAnchor: item } }
Users:
  $id: https://example.com/users
  $ref: page
  $defs: { user: { $dynamicAnchor: item, type: object, required: [name], properties: { name: { type: string } } } }
Numbers:
  $id: https://example.com/numbers
  $ref: page
  $defs: { number: { $dynamicAnchor: item, type: integer } }
Both:
  type: object
  required: [users, numbers]
  properties: { users: { $ref: https://example.com/users }, numbers: { $ref: https://example.com/numbers } }`;

describe('dynamic references', () => {
  it('are bound by what led to them', async () => {
    const document = await toSchemas(pages);
    expect(judgeBy(document, 'Page').isValid({ items: [1, 'a'] })).toBe(true);
    expect(judgeBy(document, 'Users').rules({ items: [1] })).toEqual(['/items/0 type']);
    expect(judgeBy(document, 'Numbers').rules({ items: ['a'] })).toEqual(['/items/0 type']);
    expect(
      judgeBy(document, 'Both').rules({ users: { items: [1] }, numbers: { items: [{}] } }),
    ).toEqual(['/users/items/0 type', '/numbers/items/0 type']);
  });

  it('are followed by what reads schemas, and by what invents values', async () => {
    const document = await toSchemas(pages);
    const [places = []] = viewSchema(document, findSchema(document, 'Numbers')).properties.values();
    const items = viewSchema(document, places).items;
    expect(items && viewSchema(document, items).types).toEqual(new Set(['integer']));
    const made = createGenerator(document).generate(findSchema(document, 'Both'), {
      seed: 1,
      identity: '/x',
      direction: 'response',
    });
    expect(JSON.stringify(made)).toContain('"name":');
    expect(judgeBy(document, 'Both').rules(made ?? null)).toEqual([]);
  });

  it('extend a tree that refers to itself', async () => {
    const document = await toSchemas(`
Tree:
  $id: https://example.com/tree
  $dynamicAnchor: node
  type: object
  properties: { data: true, children: { type: array, items: { $dynamicRef: '#node' } } }
Strict:
  $id: https://example.com/strict
  $dynamicAnchor: node
  $ref: tree
  unevaluatedProperties: false`);
    const wrong = { children: [{ daat: 1 }] };
    expect(judgeBy(document, 'Tree').isValid(wrong)).toBe(true);
    expect(judgeBy(document, 'Strict').messages(wrong)).toEqual([
      '/children/0 has the undeclared property "daat"',
    ]);
  });
});
