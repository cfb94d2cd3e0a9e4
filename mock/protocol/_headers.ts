import { getOwn, type Json } from '../../kernel/json.ts';
import type { HeaderSpec } from '../../spec/model.ts';
import { checkField } from '../../spec/parameters/check-field.ts';
import { findResponse } from '../../spec/responses.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Api, CompiledOperation } from '../exchange/model.ts';

/** A field that the operation's response for a status declares; the name in lower case. */
export function findHeader(
  { operation }: CompiledOperation,
  status: number,
  wanted: string,
): HeaderSpec | undefined {
  const headers = findResponse(operation, status)?.headers ?? [];
  return headers.find(({ name }) => name.toLowerCase() === wanted);
}

/** The first text that the schema of a field admits; any where none is declared. */
export function findFit(
  { document, replies }: Api,
  header: HeaderSpec | undefined,
  texts: readonly string[],
): string | undefined {
  if (!header) return texts[0];
  return texts.find((text) => checkField({ document, judge: replies }, header, text).length === 0);
}

/** What the document shows as values of a field. */
export function readHeaderExamples({ document }: Api, { at, schema }: HeaderSpec): readonly Json[] {
  const named = document.child(at, 'examples');
  const values = (named ? document.children(named) : []).map((one) =>
    getOwn(document.follow(one.at)?.node, 'value'),
  );
  const ofSchema = schema ? viewSchema(document, schema).examples : [];
  const all = [getOwn(at.node, 'example'), ...values, ...ofSchema];
  return all.flatMap((value) => (value === undefined ? [] : [value]));
}
