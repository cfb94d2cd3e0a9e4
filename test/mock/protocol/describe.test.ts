import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createMock } from '../../../mock/index.ts';

const at = (name: string) => fileURLToPath(new URL(`../../documents/${name}`, import.meta.url));
const mock = await createMock({ documents: [at('notes.yaml'), at('payments.yaml')] });

it.each([
  ['GET /notes/{id}', ['Tells ETag; a fitting If-None-Match is a 304.']],
  ['PUT /notes/{id}', ['Tells ETag; a stale If-Match is a 412, none at all a 428.']],
  ['PATCH /notes/{id}', ['Tells ETag; a stale If-Match is a 412.']],
  ['GET /labels/{name}', ['Tells ETag, for others of its resource.']],
  ['PATCH /drafts/{id}', ['Tells Last-Modified; a stale If-Unmodified-Since is a 412.']],
  [
    'POST /payments',
    ['The same Idempotency-Key with the same request is done once and answered alike.'],
  ],
  ['DELETE /payments/{id}', ['Prefer: return=minimal or return=representation is met.']],
  ['GET /payments', []],
])('%s: %j', (operation, notes) => {
  const found = mock.operations.find(({ id }) => id === operation);
  expect(found?.notes).toEqual(notes);
});
