import Negotiator from 'negotiator';
import type { RequestHead } from '../../kernel/http.ts';
import { toSnippet } from '../../kernel/json.ts';
import { type MediaType, toMediaType } from '../../kernel/media-type.ts';
import { memoise } from '../../kernel/memo.ts';
import { Problem } from '../../kernel/problem.ts';
import { type OpenApiDocument, toLocation } from '../../spec/document.ts';
import { toOffers } from '../../spec/media/offers.ts';
import type { Content } from '../../spec/model.ts';
import { findResponse } from '../../spec/responses.ts';
import type { Api, CompiledOperation } from './model.ts';

/**
 * The media type to answer with (RFC 9110 §12.5.1): the declared one the client likes best, JSON
 * first among equals; undefined when the success reply has no content; a 406 when none will do.
 */
export function negotiate(
  compiled: CompiledOperation,
  request: RequestHead,
): string | undefined | Problem {
  const response = findResponse(compiled.operation, compiled.success);
  if (!response || response.content.length === 0) return undefined;
  const chosen = chooseMediaType(compiled.api, response.content, request);
  if (chosen !== undefined) return chosen;
  const accept = request.fields.accept ?? '';
  const offered = toOffers(compiled.api.document, response.content).join(' or ');
  const message = `The header field Accept asks for ${toSnippet(accept, 120)}, but ${compiled.operation.id} answers with ${offered}.`;
  const finding = {
    part: 'header',
    name: 'Accept',
    instanceLocation: '',
    keywordLocation: `${toLocation(response.at)}/content`,
    rule: 'accept',
    value: toSnippet(accept),
    message,
  } as const;
  return new Problem('not-acceptable', message, { findings: [finding] });
}

/** Of some contents the media type that a client likes best; undefined when it likes none. */
export function chooseMediaType(
  { document }: Pick<Api, 'document'>,
  contents: readonly Content[],
  request: RequestHead | undefined,
): string | undefined {
  const accept = request?.fields.accept?.trim() || '*/*';
  const known = getChosen(contents);
  if (known.has(accept)) return known.get(accept);
  const chosen = chooseFor(document, contents, accept);
  // Clients may ask for ever new things: a few are remembered, not all of them.
  if (known.size < 32) known.set(accept, chosen);
  return chosen;
}

const getChosen = memoise<readonly Content[], Map<string, string | undefined>>(() => new Map());

function chooseFor(
  document: OpenApiDocument,
  contents: readonly Content[],
  accept: string,
): string | undefined {
  const offers = toOffers(document, contents);
  if (accept === '*/*') return offers[0];
  const loosely = withoutParameters(accept);
  return (
    choose(accept, offers) ??
    choose(loosely, offers) ??
    choose(loosely, toOffers(document, contents, toWanted(accept)))
  );
}

function choose(accept: string, offers: readonly string[]): string | undefined {
  return new Negotiator({ headers: { accept } }).mediaType([...offers]);
}

function toWanted(accept: string): MediaType[] {
  return accept.split(',').flatMap((piece) => toMediaType(withoutParameters(piece)) ?? []);
}

/** Clients ask for `application/json; charset=utf-8` and mean any JSON. The weight is kept. */
function withoutParameters(accept: string): string {
  return accept
    .split(',')
    .map((piece) => {
      const [essence = '', ...parameters] = piece.split(';');
      const weight = parameters.find((parameter) => /^\s*q\s*=/i.test(parameter));
      return weight === undefined ? essence : `${essence};${weight}`;
    })
    .join(',');
}
