import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { toFirstScreen } from '../../cli/screen.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { createMock } from '../../mock/index.ts';

const facts = { url: 'http://127.0.0.1:4010', milliseconds: 5, seed: '1' };

async function show(name: string): Promise<string> {
  const documents = fileURLToPath(new URL(`../documents/${name}`, import.meta.url));
  return toFirstScreen(await createMock({ documents }), facts);
}

it('tells where tokens are had when the document asks for OAuth', async () => {
  const screen = await show('gates.yaml');
  expect(screen).toContain(
    "Tokens: curl http://127.0.0.1:4010/__oauth/token -d 'grant_type=client_credentials&client_id=any', also at http://127.0.0.1:4010/oauth/token\n",
  );
  expect(screen).toContain('http://127.0.0.1:4010/__oauth/.well-known/openid-configuration');
});

it('says nothing of tokens otherwise, and shows the credentials that are asked for', async () => {
  const screen = await show('doors.yaml');
  expect(screen).not.toContain('Tokens:');
  expect(screen).toContain("curl -i 'http://127.0.0.1:4010/by-header' -H 'X-Key: any-key'\n");
});

it('shows a POST, and the list at its path that has what it sends afterwards', async () => {
  const post = (text: string) => ({
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 201: reply(schema, text) },
  });
  const schema = { type: 'object', properties: { id: { type: 'string' } } };
  const reply = (of: JsonObject, description: string) => ({
    description,
    content: { 'application/json': { schema: of } },
  });
  const list = { get: { responses: { 200: reply({ type: 'array', items: schema }, 'All') } } };
  const documents = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': { post: post('One') },
      '/a/{id}': { get: { responses: { 200: reply(schema, 'One') } } },
      '/b': { ...list, post: post('One') },
    },
  };
  const [, examples] = toFirstScreen(await createMock({ documents }), facts).split('Try it:');
  expect(examples).toContain("curl -i 'http://127.0.0.1:4010/b'\n");
  expect(examples).toContain("curl -i -X POST 'http://127.0.0.1:4010/b'");
  expect(examples).not.toContain('4010/a');
});
