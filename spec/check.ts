import { isJsonObject } from '../kernel/json.ts';
import { finish, type Work } from '../kernel/work.ts';
import { checkOverrides } from './_check-overrides.ts';
import { checkPaths } from './_check-paths.ts';
import { checkReferences } from './_check-references.ts';
import { checkRoot } from './_check-root.ts';
import { checkSchema } from './_check-schema.ts';
import { checkSecurity } from './_check-security.ts';
import { FaultList } from './_fault-list.ts';
import type { OpenApiDocument } from './document.ts';
import type { DocumentFault } from './fault.ts';
import { refuseDocument } from './refuse.ts';

/**
 * Everything odd in a document that can be served all the same, in the order in which it is come
 * upon. Throws `DocumentError` for one that cannot.
 */
export function checkDocument(document: OpenApiDocument): readonly DocumentFault[] {
  refuseDocument(document);
  return finish(findCorners(document));
}

/** The same in pieces, for a document that can be served. */
export function* findCorners(document: OpenApiDocument): Work<readonly DocumentFault[]> {
  const faults = new FaultList();
  checkRoot(document, faults);
  const paths = document.child(document.root, 'paths');
  if (paths && isJsonObject(paths.node)) yield* checkPaths(document, paths, faults);
  yield* checkComponents(document, faults);
  checkSecurity(document, faults);
  yield* checkReferences(document, faults);
  checkOverrides(document, faults);
  const remarks = [...document.sources.values()].flatMap((source) => source.remarks ?? []);
  return [...remarks, ...faults.all];
}

function* checkComponents(document: OpenApiDocument, faults: FaultList): Work<void> {
  const components = document.child(document.root, 'components');
  const schemas = components && document.child(components, 'schemas');
  for (const { at } of schemas ? document.children(schemas) : []) {
    yield* checkSchema(document, at, faults);
  }
}
