import type { JsonObject } from '../../kernel/json.ts';
import { importOptional } from './_packages.ts';
import type { Interaction, Pact } from './pact-file.ts';

/** What the comparator finds, as far as it is read here. */
export interface ComparatorResult {
  readonly code: string;
  readonly type: string;
  readonly message: string;
  readonly mockDetails?: { readonly location: string; readonly value: unknown };
  readonly specDetails?: {
    readonly location: string;
    readonly pathMethod?: string | null;
    readonly pathName?: string | null;
  };
}

/** What is used of the comparator. */
interface ComparatorPackage {
  readonly Comparator: new (
    document: JsonObject,
  ) => { compare(pact: object): AsyncIterable<ComparatorResult> };
}

function importComparator(): Promise<ComparatorPackage> {
  const name = '@pactflow/openapi-pact-comparator';
  return importOptional(name, async () => {
    const loaded: unknown = await import('@pactflow/openapi-pact-comparator');
    // Its own types name files without their endings, which nodenext does not find.
    return loaded as ComparatorPackage;
  });
}

/**
 * Runs Pact's comparator over every interaction of a pact; `toPath` makes a path of the document of
 * one in the pact. Rejects where it cannot go on.
 */
export async function runComparator(
  pact: Pact,
  document: JsonObject,
  toPath: (path: string) => string,
): Promise<ComparatorResult[]> {
  const { Comparator } = await importComparator();
  const results: ComparatorResult[] = [];
  for await (const result of new Comparator(document).compare(toPlainPact(pact, toPath))) {
    results.push(result);
  }
  return results;
}

/** All versions of the Pact specification as version 3, bodies and queries as they travel. */
function toPlainPact({ interactions }: Pact, toPath: (path: string) => string) {
  return {
    metadata: { pactSpecification: { version: '3.0.0' } },
    interactions: interactions.map(({ description, request, response }) => ({
      description,
      request: {
        ...{ method: request.method, path: toPath(request.path), query: toQuery(request.query) },
        headers: toHeaders(request.headers),
        ...(request.body !== undefined && { body: request.body }),
      },
      response: {
        status: response.status,
        headers: toHeaders(response.headers),
        ...(response.body !== undefined && { body: response.body }),
      },
    })),
  };
}

function toQuery(query: Interaction['request']['query']): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return pairs.join('&');
}

function toHeaders(headers: Interaction['request']['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, values]) => [name, values.join(', ')]);
  return Object.fromEntries(entries);
}
