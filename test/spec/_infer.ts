import { expect } from 'vitest';
import { readOperations } from '../../spec/operations.ts';
import type { Binding, Resource } from '../../spec/resource.ts';
import { inferResources } from '../../spec/resources.ts';
import { toDocument } from './_document.ts';

/** A reply whose JSON has this schema, in YAML. */
export const json = (schema: string) =>
  `{ description: OK, content: { application/json: { schema: ${schema} } } }`;
/** A request whose JSON has this schema, in YAML. */
export const body = (schema: string) =>
  `requestBody: { content: { application/json: { schema: ${schema} } } }`;
export const pet =
  '{ type: object, properties: { id: { type: integer }, name: { type: string } } }';

/** What is inferred from paths, given as YAML, and what stands beside them. */
export async function infer(paths: string, more = '') {
  const document = await toDocument(`paths:\n${paths.replace(/^/gm, '  ')}\n${more}`);
  const { resources, bindings } = inferResources(document, readOperations(document));
  const find = (method: string, path: string): Binding => {
    const found = bindings.find(
      ({ operation }) => operation.method === method && operation.path === path,
    );
    if (!found) throw new Error(`${method} ${path} has no binding`);
    return found;
  };
  const behaviours = Object.fromEntries(
    bindings.map(({ operation, behaviour }) => [
      `${operation.method} ${operation.path}`,
      behaviour,
    ]),
  );
  return { resources, bindings, find, behaviours };
}

/** The only resource that was inferred. */
export async function inferOne(paths: string, more?: string): Promise<Resource> {
  const { resources } = await infer(paths, more);
  expect(resources).toHaveLength(1);
  const [resource] = resources;
  if (!resource) throw new Error('there is none');
  return resource;
}
