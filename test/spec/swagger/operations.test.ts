import { describe, expect, it } from 'vitest';
import { level, levelOperation, toMessages } from './_level.ts';

const okay = 'responses: { 200: { description: OK } }';

describe('a parameter', () => {
  it('writes its type into a schema, and keeps what is its own', async () => {
    const operation = await levelOperation(`
      parameters:
        - { name: q, in: query, required: true, description: D, allowEmptyValue: true,
            type: integer, format: int32, minimum: 1, exclusiveMinimum: true, x-nullable: true,
            x-example: 5, x-unit: km }
      ${okay}`);
    expect(operation).toMatchObject({
      parameters: [
        {
          ...{ name: 'q', in: 'query', required: true, description: 'D', allowEmptyValue: true },
          ...{ example: 5, 'x-unit': 'km' },
          schema: {
            ...{ type: 'integer', format: 'int32', minimum: 1, exclusiveMinimum: true },
            nullable: true,
          },
        },
      ],
    });
  });

  it.each([
    ['csv', { style: 'form', explode: false }],
    ['ssv', { style: 'spaceDelimited', explode: false }],
    ['pipes', { style: 'pipeDelimited', explode: false }],
    ['tsv', { style: 'tabDelimited', explode: false }],
    ['multi', { style: 'form', explode: true }],
  ])('that is an array in the query is written in the format %s', async (format, writing) => {
    const array = `type: array, items: { type: string }, collectionFormat: ${format}`;
    const operation = await levelOperation(`parameters: [{ name: q, in: query, ${array} }]`);
    const schema = { type: 'array', items: { type: 'string' } };
    expect(operation).toMatchObject({ parameters: [{ ...writing, schema }] });
  });

  it.each(['path', 'header'])('in %s has commas, or is text', async (place) => {
    const array = `name: q, in: ${place}, type: array, items: { type: integer }`;
    const commas = await levelOperation(`parameters: [{ ${array} }]`);
    expect(commas).toHaveProperty('parameters.0.schema.type', 'array');
    expect(commas).not.toHaveProperty('parameters.0.style');
    const pipes = await levelOperation(`parameters: [{ ${array}, collectionFormat: pipes }]`);
    expect(pipes).toHaveProperty('parameters.0.schema', { type: 'string' });
  });

  it('that holds arrays in an array has items of text', async () => {
    const inner = 'items: { type: array, items: { type: string } }';
    const operation = await levelOperation(
      `parameters: [{ name: q, in: query, type: array, ${inner} }]`,
    );
    expect(operation).toHaveProperty('parameters.0.schema.items', { type: 'string' });
  });

  it('that has a schema where none is allowed is read by it', async () => {
    const operation = await levelOperation(
      'parameters: [{ name: q, in: query, schema: { type: integer } }]',
    );
    expect(operation).toHaveProperty('parameters.0.schema', { type: 'integer' });
  });

  it('that is a reference is taken from where it stands, and shared', async () => {
    const document = await level(`
      parameters: { Q: { name: q, in: query, type: string } }
      paths:
        /a: { get: { parameters: [{ $ref: '#/parameters/Q' }], ${okay} } }
        /b: { parameters: [{ $ref: '#/parameters/Q' }], get: { ${okay} } }`);
    expect(document.entry.root).toHaveProperty('paths./a.get.parameters.0.schema.type', 'string');
    expect(document.entry.root).toHaveProperty('paths./b.parameters.0.schema.type', 'string');
    expect(document.entry.root).not.toHaveProperty('parameters');
    expect(toMessages(document)).toEqual([]);
  });
});

describe('a body', () => {
  it('is what every type of the operation, else of the document, is read by', async () => {
    const body = 'parameters: [{ name: b, in: body, description: D, schema: { type: object } }]';
    const of = (consumes: string, rest = '') => levelOperation(`${body}\n${consumes}`, rest);
    const content = (...types: string[]) =>
      Object.fromEntries(types.map((type) => [type, { schema: { type: 'object' } }]));
    expect(await of('')).toMatchObject({
      requestBody: { required: false, description: 'D', content: content('application/json') },
    });
    const global = 'consumes: [text/xml, application/json]';
    expect(await of('', global)).toHaveProperty(
      'requestBody.content',
      content('text/xml', 'application/json'),
    );
    expect(await of('consumes: [text/plain]', global)).toHaveProperty(
      'requestBody.content',
      content('text/plain'),
    );
    expect(await of('consumes: []', global)).toHaveProperty(
      'requestBody.content',
      content('application/json'),
    );
  });

  it('of the path item is that of an operation without its own', async () => {
    const document = await level(`
      paths:
        /a:
          parameters: [{ name: b, in: body, required: true, schema: { type: object } }]
          post: { ${okay} }
          put: { parameters: [{ name: c, in: body, schema: { type: string } }], ${okay} }`);
    const { root } = document.entry;
    const schema = 'requestBody.content.application/json.schema.type';
    expect(root).toHaveProperty(['paths', '/a', 'parameters'], []);
    expect(root).toHaveProperty(`paths./a.post.${schema}`.split(/\.(?!json)/), 'object');
    expect(root).toHaveProperty(`paths./a.put.${schema}`.split(/\.(?!json)/), 'string');
  });

  it('shows its examples', async () => {
    const plain = await levelOperation('parameters: [{ name: b, in: body, x-example: { a: 1 } }]');
    expect(plain).toHaveProperty(['requestBody', 'content', 'application/json', 'example'], {
      a: 1,
    });
    const typed = await levelOperation(
      'parameters: [{ name: b, in: body, x-examples: { application/json: { a: 2 } } }]',
    );
    expect(typed).toHaveProperty(['requestBody', 'content', 'application/json', 'example'], {
      a: 2,
    });
  });
});

describe('form fields', () => {
  const fields = `parameters:
        - { name: a, in: formData, type: string, required: true, description: D, x-example: e }
        - { name: b, in: formData, type: array, items: { type: integer } }
        - { name: c, in: formData, type: boolean, allowEmptyValue: true }`;

  it('become the properties of one body', async () => {
    const schema = {
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'string', description: 'D', example: 'e' },
        b: { type: 'array', items: { type: 'integer' } },
        c: { anyOf: [{ type: 'boolean' }, { type: 'string', enum: [''] }] },
      },
    };
    const encoding = { b: { style: 'form', explode: false } };
    const content = { 'application/x-www-form-urlencoded': { schema, encoding } };
    expect(await levelOperation(fields)).toMatchObject({
      requestBody: { required: true, content },
    });
  });

  it('travel as the operation consumes them, a file only in multipart', async () => {
    const of = async (consumes: string, more = '') => {
      const operation = await levelOperation(`${fields}${more}\nconsumes: [${consumes}]`);
      const content = expect.objectContaining({});
      expect(operation).toHaveProperty('requestBody.content', content);
      return operation;
    };
    const form = 'application/x-www-form-urlencoded';
    const file = '\n        - { name: f, in: formData, type: file }';
    const types = async (consumes: string, more?: string) => {
      const text = JSON.stringify(await of(consumes, more));
      return [form, 'multipart/form-data', 'application/json'].filter((type) =>
        text.includes(type),
      );
    };
    expect(await types(`${form}, multipart/form-data`)).toEqual([form, 'multipart/form-data']);
    expect(await types('application/json')).toEqual([form]);
    expect(await types(`${form}, multipart/form-data`, file)).toEqual(['multipart/form-data']);
    expect(await types('', file)).toEqual(['multipart/form-data']);
    expect(await of('', file)).toHaveProperty(
      ['requestBody', 'content', 'multipart/form-data', 'schema', 'properties', 'f'],
      { type: 'string', format: 'binary' },
    );
  });
});
