import { describe, expect, it } from 'vitest';
import type { Json } from '../../../kernel/json.ts';
import { toConverted, toFitting } from '../../../mock/behaviour/_fit.ts';
import { compileApi } from '../../../mock/compile.ts';
import { findSchema, toSchemas } from '../../spec/_document.ts';

const schemas = `
Task:
  type: object
  required: [title]
  properties:
    title: { type: string }
    size: { type: integer }
    code: { type: string, pattern: '^[0-9]+$' }
    state: { enum: [open, done] }
    secret: { type: string, writeOnly: true }
    owner: { $ref: '#/components/schemas/User' }
    watchers: { type: array, items: { $ref: '#/components/schemas/User' } }
    labels: { type: object, additionalProperties: { type: integer } }
    place: { type: object, additionalProperties: false, properties: { x: { type: number } } }
    shape: { type: object, properties: { a: { type: number } } }
User: { type: object, required: [gid, name], properties: { gid: { type: string }, name: { type: string } } }`;

async function read() {
  const document = await toSchemas(schemas);
  return { api: compileApi(document), schema: findSchema(document, 'Task') };
}

async function adapt(value: Json) {
  const { api, schema } = await read();
  return toFitting(api, schema, value);
}

async function convert(value: Json) {
  const { api, schema } = await read();
  return toConverted(api, schema, value);
}

const person = { gid: '1', name: 'Ada' };

describe('as much of a value as a schema admits', () => {
  it('is the very value when that is valid, what is writeOnly left aside', async () => {
    const { api, schema } = await read();
    const value = { title: 't', secret: 's', owner: person, more: [1] };
    expect(toFitting(api, schema, value)).toBe(value);
  });

  it('is what is left when what does not fit is taken out, at any depth', async () => {
    const value = {
      title: 't',
      state: 'lost',
      size: {},
      labels: { a: 1, b: 'x' },
      place: { x: 1, y: 2 },
      shape: { a: 'far', b: 2 },
      more: 1,
    };
    expect(await adapt(value)).toEqual({
      title: 't',
      labels: { a: 1 },
      place: { x: 1 },
      shape: { b: 2 },
      more: 1,
    });
  });

  it('names by its identity what should be an object', async () => {
    expect(await adapt({ title: 't', owner: '7', watchers: ['8', true] })).toEqual({
      title: 't',
      owner: { gid: '7' },
      watchers: [{ gid: '8' }],
    });
    expect(await adapt({ title: 't', place: 'here' })).toEqual({ title: 't' });
  });

  it('turns numbers into texts and back, and nothing else', async () => {
    const numbers = { title: 5, size: '12', code: 7 };
    expect(await adapt(numbers)).toEqual({ title: '5', size: 12, code: '7' });
    expect(await adapt({ title: 't', size: '', code: true, owner: null })).toEqual({ title: 't' });
  });

  it('is nothing where nothing is left', async () => {
    expect(await adapt([1])).toBeUndefined();
    expect(await adapt(true)).toBeUndefined();
  });
});

it('a converted value keeps what cannot be converted', async () => {
  const value = { title: 5, state: 'lost', owner: '7', watchers: ['8'], place: { y: 2 }, more: 1 };
  expect(await convert(value)).toEqual({
    title: '5',
    state: 'lost',
    owner: { gid: '7' },
    watchers: [{ gid: '8' }],
    place: { y: 2 },
    more: 1,
  });
  expect(await convert(true)).toBe(true);
  expect(await convert([1])).toEqual([1]);
});
