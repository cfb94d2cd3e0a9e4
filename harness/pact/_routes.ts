import type { OpenApiDocument } from '../../spec/document.ts';
import type { Operation } from '../../spec/model.ts';
import { readOperations } from '../../spec/operations.ts';
import { compileRouter, type Router } from '../../spec/router.ts';
import { readBasePath } from '../../spec/servers.ts';

/** The operations of a document by their paths. */
export interface Routes {
  readonly document: OpenApiDocument;
  readonly router: Router<Operation>;
  /** The path of the first `servers` entry, '' when it has none. */
  readonly basePath: string;
  /** The operation of a method and a raw path, below the base path or not. */
  find(method: string, path: string): Operation | undefined;
}

/** Compiles the paths of a document. */
export function compileRoutes(document: OpenApiDocument): Routes {
  const basePath = readBasePath(document);
  const router = compileRouter(
    readOperations(document).map((value) => ({
      ...{ method: value.method, template: value.path, value },
    })),
  );
  const find = (method: string, path: string) => router.find(path)?.methods.get(method)?.value;
  return {
    ...{ document, router, basePath },
    find: (method, path) => find(method, path) ?? find(method, toInner(path, basePath)),
  };
}

/** The path as the document has it, without the path of its server. */
export function toInner(path: string, basePath: string): string {
  return basePath !== '' && path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
}
