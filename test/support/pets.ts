import type { JsonObject } from '../../kernel/json.ts';

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
const toContent = (schema: JsonObject) => ({ 'application/json': { schema } });
const pet = { $ref: '#/components/schemas/Pet' } as const;
const petReply = { description: 'A pet', content: toContent(pet) };
const error = { $ref: '#/components/responses/Error' } as const;

/** A small API of the kind most are, with every behaviour in it, as a value. */
export const pets = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1.0.0' },
  servers: [{ url: 'https://pets.example.com/base' }],
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        parameters: [
          { name: 'offset', in: 'query', schema: { type: 'integer', minimum: 0 } },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, default: 20 } },
          { name: 'kind', in: 'query', schema: text },
        ],
        responses: {
          200: {
            description: 'Pets',
            headers: { 'X-Quota': { required: true, schema: integer } },
            content: toContent({ type: 'array', items: pet }),
          },
          default: error,
        },
      },
      post: {
        operationId: 'addPet',
        requestBody: { required: true, content: toContent(pet) },
        responses: { 201: petReply, default: error },
      },
    },
    '/pets/{petId}': {
      parameters: [{ name: 'petId', in: 'path', required: true, schema: integer }],
      get: { operationId: 'getPet', responses: { 200: petReply, 404: error, 500: error } },
      put: {
        operationId: 'replacePet',
        requestBody: { required: true, content: toContent(pet) },
        responses: { 200: petReply, default: error },
      },
      patch: {
        operationId: 'changePet',
        requestBody: {
          required: true,
          content: {
            'application/merge-patch+json': {
              schema: { type: 'object', properties: { name: text } },
            },
          },
        },
        responses: { 200: petReply, default: error },
      },
      delete: {
        operationId: 'removePet',
        responses: { 204: { description: 'Gone' }, default: error },
      },
    },
    '/weather': {
      get: {
        operationId: 'getWeather',
        parameters: [
          { name: 'city', in: 'query', required: true, schema: text, example: 'Santiago & A' },
        ],
        responses: {
          200: {
            description: 'The weather',
            content: toContent({
              type: 'object',
              required: ['degrees'],
              properties: { degrees: { type: 'number', minimum: -40, maximum: 50 } },
            }),
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string', minLength: 1 },
          kind: { type: 'string', enum: ['cat', 'dog'] },
          created_at: { type: 'string', format: 'date-time', readOnly: true },
        },
      },
      Error: {
        type: 'object',
        required: ['code', 'message'],
        properties: { code: text, message: text },
      },
    },
    responses: {
      Error: {
        description: 'Any error',
        content: toContent({ $ref: '#/components/schemas/Error' }),
      },
    },
  },
} as const;
