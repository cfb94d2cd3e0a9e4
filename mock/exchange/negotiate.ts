import Negotiator from 'negotiator';
import type { HttpRequest } from '../../kernel/http.ts';
import { toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { toLocation } from '../../spec/document.ts';
import { findResponse } from '../../spec/responses.ts';
import type { CompiledOperation } from './model.ts';

/**
 * The media type to answer with (RFC 9110 §12.5.1): the declared one the client likes best, JSON
 * first among equals; undefined when the success reply has no content; a 406 when none will do.
 */
export function negotiate(
  compiled: CompiledOperation,
  request: HttpRequest,
): string | undefined | Problem {
  const response = findResponse(compiled.operation, compiled.success);
  const declared = response?.content.map(({ mediaType }) => toConcrete(mediaType)) ?? [];
  const offered = [...declared.filter(isJson), ...declared.filter((type) => !isJson(type))];
  const { accept } = request.fields;
  if (offered.length === 0 || accept === undefined || accept === '*/*') return offered[0];
  const chosen = new Negotiator({ headers: { accept } }).mediaType(offered.map(toEssence));
  if (chosen !== undefined) return offered.find((type) => toEssence(type) === chosen);
  const message = `The header field Accept asks for ${toSnippet(accept, 120)}, but ${compiled.operation.id} answers with ${offered.join(' or ')}.`;
  const finding = {
    part: 'header',
    name: 'Accept',
    instanceLocation: '',
    keywordLocation: response ? `${toLocation(response.at)}/content` : '',
    rule: 'accept',
    value: toSnippet(accept),
    message,
  } as const;
  return new Problem('not-acceptable', message, { findings: [finding] });
}

/** A media range in the document promises nothing definite: JSON then. */
function toConcrete(mediaType: string): string {
  if (!mediaType.includes('*')) return mediaType;
  return mediaType.startsWith('text/') ? 'text/plain' : 'application/json';
}

function isJson(mediaType: string): boolean {
  return /[/+]json\b/i.test(mediaType);
}

function toEssence(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
