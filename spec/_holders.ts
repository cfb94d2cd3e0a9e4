import { getOwn, isJsonObject, type Json } from '../kernel/json.ts';

/** Fields that are maps or lists, for which OpenAPI has no reference. */
const holders: ReadonlySet<string | number> = new Set([
  ...['components', 'paths', 'webhooks', 'responses', 'content', 'headers', 'examples', 'encoding'],
  ...['parameters', 'schemas', 'requestBodies', 'securitySchemes', 'mediaTypes', 'variables'],
  ...['additionalOperations', 'servers', 'security', 'mapping', 'discriminator'],
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'],
  ...['allOf', 'oneOf', 'anyOf', 'prefixItems'],
]);

/** True for the name of a field that is a map or a list, and no schema or Reference Object. */
export function isHolder(name: string | number): boolean {
  return holders.has(name);
}

/** True for an object that is a `$ref` and nothing else; a property may be called `$ref` too. */
export function isBareReference(node: Json): boolean {
  return (
    isJsonObject(node) && typeof getOwn(node, '$ref') === 'string' && Object.keys(node).length === 1
  );
}
