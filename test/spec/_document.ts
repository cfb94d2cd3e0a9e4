import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../kernel/json.ts';
import { getAt } from '../../kernel/pointer.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import { loadDocument } from '../../spec/load.ts';

/** A document written as YAML, its `openapi` (3.1 unless told) and `info` filled in. */
export function toDocument(yaml: string, openapi = '3.1.0'): Promise<OpenApiDocument> {
  const written: JsonObject = parse(yaml);
  return loadDocument({ openapi, info: { title: 'Test', version: '1' }, paths: {}, ...written });
}

/** A document of nothing but named schemas. */
export function toSchemas(yaml: string, openapi?: string): Promise<OpenApiDocument> {
  const indented = yaml.replace(/^/gm, '    ');
  return toDocument(`components:\n  schemas:\n${indented}`, openapi);
}

/** The schema of this name. */
export function findSchema(document: OpenApiDocument, name: string): Located {
  const pointer = `/components/schemas/${name}`;
  const node = getAt(document.entry.root, pointer);
  if (node === undefined) throw new Error(`there is no schema ${name}`);
  return { source: document.entry, pointer, node };
}

/** Writes files into a folder that goes with the test; answers the path of the first. */
export async function writeFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spec-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return join(folder, Object.keys(files)[0] ?? '');
}
