import type { Scenario } from '../fixtures/scenario.ts';
import { getOwn, toText } from '../kernel/json.ts';
import { createServerPaths } from '../spec/servers.ts';
import {
  type Described,
  describeOperations,
  describeResources,
  type OperationInfo,
  type ResourceInfo,
} from './describe.ts';

/** One document that is served, for explanations. */
export interface DocumentInfo {
  readonly title: string;
  /** `info.version`, '' when there is none. */
  readonly version: string;
  /** `OpenAPI 3.1.0`, `Swagger 2.0`. */
  readonly format: string;
  /** The path or the address it was read from. */
  readonly name: string;
  /** The path prefix that tells it apart from the others, '' for none. */
  readonly base: string;
  /** True when it answers below its base only. */
  readonly isBelow: boolean;
  /** Paths of its servers, below which it is answered too. */
  readonly serverPaths: readonly string[];
  /** The addresses that it was read from, parts included: nobody watches them. */
  readonly addresses: readonly string[];
  readonly operations: readonly OperationInfo[];
  readonly resources: readonly ResourceInfo[];
}

/** The documents of an engine, in their order; what takes time is done when it is looked at. */
export function describeDocuments(
  engine: Described,
  scenario: Scenario | undefined,
): DocumentInfo[] {
  return engine.apis.map((api) => {
    const { document, operations } = api;
    const { entry, place, sources } = document;
    const info = getOwn(entry.root, 'info');
    return {
      title: document.title,
      version: toText(getOwn(info, 'version')) ?? String(getOwn(info, 'version') ?? ''),
      format: entry.remarks ? 'Swagger 2.0' : `OpenAPI ${document.version}`,
      name: entry.name,
      base: place.base,
      isBelow: place.isBelow,
      get serverPaths() {
        const toPaths = createServerPaths(document);
        return [...new Set(operations.flatMap(({ operation }) => toPaths(operation)))];
      },
      addresses: [...sources.keys()].filter((uri) => /^https?:/.test(uri)),
      get operations() {
        return describeOperations({ ...engine, apis: [api] }, scenario);
      },
      get resources() {
        return describeResources([api]);
      },
    };
  });
}
