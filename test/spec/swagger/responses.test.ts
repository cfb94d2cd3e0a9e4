import { describe, expect, it } from 'vitest';
import { level, levelOperation } from './_level.ts';

describe('a response', () => {
  const okay = 'responses: { 200: { description: OK, schema: { type: object } } }';

  it('has its schema under every type that is produced', async () => {
    const of = (produces: string, rest = '') => levelOperation(`${okay}\n${produces}`, rest);
    const content = (...types: string[]) =>
      Object.fromEntries(types.map((type) => [type, { schema: { type: 'object' } }]));
    const place = ['responses', '200', 'content'];
    expect(await of('')).toHaveProperty(place, content('application/json'));
    const global = 'produces: [text/xml]';
    expect(await of('', global)).toHaveProperty(place, content('text/xml'));
    expect(await of('produces: []', global)).toHaveProperty(place, content('application/json'));
    expect(await of('produces: text/csv', global)).toHaveProperty(place, content('text/csv'));
  });

  it('without a schema has no content', async () => {
    const operation = await levelOperation('responses: { 204: { description: None } }');
    expect(operation).toHaveProperty('responses.204', { description: 'None' });
  });

  it('that is a file is binary', async () => {
    const file = 'responses: { 200: { description: A file, schema: { type: file } } }';
    const schema = { type: 'string', format: 'binary' };
    expect(await levelOperation(file)).toHaveProperty('responses.200.content', {
      'application/octet-stream': { schema },
    });
    expect(await levelOperation(`${file}\nproduces: [image/png]`)).toHaveProperty(
      'responses.200.content',
      { 'image/png': { schema } },
    );
  });

  it('shows its examples by their type, also those of types it does not name', async () => {
    const operation = await levelOperation(`
      produces: [application/json]
      responses:
        200:
          description: OK
          schema: { type: object }
          examples: { application/json: { a: 1 }, text/plain: one, wrong: 5 }
          x-more: yes`);
    expect(operation).toHaveProperty('responses.200', {
      description: 'OK',
      content: {
        'application/json': { schema: { type: 'object' }, example: { a: 1 } },
        'text/plain': { schema: { type: 'object' }, example: 'one' },
      },
      'x-more': 'yes',
    });
  });

  it('has header fields with schemas', async () => {
    const operation = await levelOperation(`
      responses:
        200:
          description: OK
          headers: { X-A: { type: array, items: { type: integer }, description: D }, X-B: 5 }`);
    expect(operation).toHaveProperty('responses.200.headers', {
      'X-A': { description: 'D', schema: { type: 'array', items: { type: 'integer' } } },
      'X-B': 5,
    });
  });

  it('that is shared has the types of whoever uses it', async () => {
    const document = await level(`
      responses: { Bad: { description: Bad, schema: { $ref: '#/definitions/E' } } }
      definitions: { E: { type: string } }
      paths:
        /a: { get: { produces: [text/plain], responses: { 400: { $ref: '#/responses/Bad' } } } }
        /b: { get: { responses: { default: { $ref: '#/responses/Bad' }, x-a: 1 } } }`);
    const medium = { schema: { $ref: '#/components/schemas/E' } };
    expect(document.entry.root).toMatchObject({
      paths: {
        '/a': { get: { responses: { 400: { content: { 'text/plain': medium } } } } },
        '/b': { get: { responses: { default: { content: { 'application/json': medium } } } } },
      },
    });
  });
});
