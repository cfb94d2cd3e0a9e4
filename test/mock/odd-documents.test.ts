import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../kernel/json.ts';
import { createMock } from '../../mock/index.ts';

// Documents that once made the engine fail, found by `npm run fuzz`.

/** Answers the status of `GET /things` of a document written as YAML, and its findings. */
async function ask(
  yaml: string,
  target = '/things',
): Promise<{ status: number; findings: string }> {
  const written: JsonObject = parse(yaml);
  const mock = await createMock({
    documents: { openapi: '3.1.0', info: { title: 'Odd', version: '1' }, paths: {}, ...written },
  });
  const reply = await mock.handle(new Request(`http://odd.test${target}`));
  return { status: reply.status, findings: reply.headers.get('X-Mock-Findings') ?? '' };
}

describe('an odd document is served', () => {
  it('with a list beside which links contain themselves', async () => {
    const { status, findings } = await ask(`
paths:
  /things:
    get:
      responses:
        200:
          description: Things
          content:
            application/json:
              schema:
                type: object
                properties:
                  things: { type: array, items: { type: object, properties: { id: { type: integer } } } }
                  links: { $ref: '#/components/schemas/Links' }
components: { schemas: { Links: { type: object, properties: { next: { $ref: '#/components/schemas/Links' }, all: { $ref: '#/components/schemas/Links' } } } } }`);
    expect({ status, findings }).toEqual({ status: 200, findings: '' });
  });
});
