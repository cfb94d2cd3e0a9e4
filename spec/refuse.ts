import { isJsonObject, toSnippet } from '../kernel/json.ts';
import { type Located, type OpenApiDocument, toOrigin } from './document.ts';
import { DocumentError } from './fault.ts';

/**
 * Throws `DocumentError` for what cannot be served at all: no object, no OpenAPI, a version that is
 * not read, or paths that are none. Everything else is served, and its odd corners are listed.
 */
export function refuseDocument(document: OpenApiDocument): void {
  const { root } = document;
  if (!isJsonObject(root.node)) {
    throw refuse(
      root,
      'The file holds no object.',
      'An OpenAPI document begins with "openapi: 3.1.0".',
    );
  }
  const swagger = document.child(root, 'swagger');
  if (swagger) {
    const message = `Swagger ${toSnippet(swagger.node)} is not read.`;
    throw refuse(swagger, message, 'Read are Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.');
  }
  const version = document.child(root, 'openapi');
  if (!version) {
    const mend = 'Begin the file with "openapi: 3.1.0"; is this an OpenAPI document at all?';
    throw refuse(root, 'The field "openapi" is missing.', mend);
  }
  if (!/^3(\.\d|$)/.test(document.version)) {
    const message = `The version ${toSnippet(version.node)} is not read.`;
    throw refuse(version, message, 'Read are 3.0, 3.1 and 3.2.');
  }
  const paths = document.child(root, 'paths');
  if (paths && paths.node !== null && !isJsonObject(paths.node)) {
    const mend = 'Put each path below it, such as "/pets:".';
    throw refuse(paths, 'The "paths" are not an object.', mend);
  }
}

function refuse(at: Located, message: string, mend: string): DocumentError {
  const { source, pointer } = toOrigin(at);
  const position = source.positionOf(pointer);
  return new DocumentError([{ severity: 'error', position, pointer, message, mend }]);
}
