import { parse } from 'yaml';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { getAt } from '../../../kernel/pointer.ts';
import { checkDocument } from '../../../spec/check.ts';
import type { OpenApiDocument } from '../../../spec/document.ts';
import { loadDocument } from '../../../spec/load.ts';

const head = { swagger: '2.0', info: { title: 'Test', version: '1' }, paths: {} };

/** A Swagger 2.0 document written as YAML, levelled; its head is filled in. */
export function level(yaml: string): Promise<OpenApiDocument> {
  const written: JsonObject = parse(yaml) ?? {};
  return loadDocument({ ...head, ...written });
}

/** One operation, `POST /a`, levelled; `rest` are further members of the root. */
export async function levelOperation(yaml: string, rest = ''): Promise<Json | undefined> {
  const post: JsonObject = parse(yaml);
  const written: JsonObject = parse(rest) ?? {};
  const document = await loadDocument({ ...head, ...written, paths: { '/a': { post } } });
  return getAt(document.entry.root, '/paths/~1a/post');
}

/** The messages about everything that is odd. */
export function toMessages(document: OpenApiDocument): string[] {
  return checkDocument(document).map(({ message }) => message);
}
