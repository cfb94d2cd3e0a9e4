import { expect, it } from 'vitest';
import { createMock } from '../../../mock/index.ts';

it('a name with half of a character, which no text can have, is in nobody’s way', async () => {
  const schema = { type: 'object', properties: { '\ud800': { type: 'string' }, id: {} } };
  const content = { 'application/json': { schema } };
  const post = { requestBody: { content }, responses: { 201: { description: 'Made', content } } };
  const info = { title: 'Halves', version: '1' };
  const mock = await createMock({
    documents: { openapi: '3.1.0', info, paths: { '/things': { post } } },
  });
  const request = new Request('http://mock.test/things', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"id":"a"}',
  });
  expect((await mock.handle(request)).status).toBe(201);
});
