import type { HttpRequest } from '../../kernel/http.ts';
import { isJsonMediaType, type MediaType, toMediaType } from '../../kernel/media-type.ts';
import { Problem } from '../../kernel/problem.ts';
import { planBody } from '../../spec/media/body-plan.ts';
import type { Content, RequestBodySpec } from '../../spec/model.ts';
import { findContent } from '../../spec/responses.ts';
import { toMissing, toOffered, toTooLarge, toUnsupported } from './_body-problem.ts';
import { canDecode, decodeBody, type ReadBody } from './_decode-body.ts';
import type { CompiledOperation } from './model.ts';

/** Reads a request body by its media type (RFC 9110 §8.3): 400, 413 or 415 when it cannot be. */
export function readBody(compiled: CompiledOperation, request: HttpRequest): ReadBody | Problem {
  const { body, fields } = request;
  const spec = compiled.operation.requestBody;
  if (body.kind === 'too-large') return toTooLarge(body.limit);
  if (!spec) return {};
  const type = fields['content-type'];
  // No bytes are a text or a file as well as any, when the client says that it sends one.
  const isNothing = body.bytes.length === 0 && !(type && spec.required && isReadable(spec, type));
  if (isNothing) return spec.required ? toMissing(compiled, spec) : {};
  const refused = refuseEncoding(spec, fields['content-encoding']);
  if (refused) return refused;
  const chosen = chooseContent(spec, type);
  if (chosen instanceof Problem || !chosen) return chosen ?? {};
  const { content, mediaType, text } = chosen;
  const plan = planBody(compiled.api.document, content, text);
  if (canDecode(plan, mediaType)) return decodeBody(plan, { mediaType, bytes: body.bytes });
  const advice = 'send the body in UTF-8';
  return toUnsupported(spec, { name: 'Content-Type', value: type, advice });
}

function isReadable(spec: RequestBodySpec, type: string): boolean {
  const mediaType = toMediaType(type);
  const isText = mediaType !== undefined && !isJsonMediaType(mediaType);
  return isText && mediaType.type !== 'multipart' && !/xml|form-urlencoded/.test(mediaType.subtype)
    ? findContent(spec.content, type) !== undefined
    : false;
}

function refuseEncoding(spec: RequestBodySpec, encoding: string | undefined): Problem | undefined {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return undefined;
  const advice = 'send the body without compression';
  return toUnsupported(spec, { name: 'Content-Encoding', value: encoding, advice });
}

interface Chosen {
  readonly content: Content;
  readonly mediaType: MediaType;
  /** The media type as the client wrote it. */
  readonly text: string;
}

/** Without a word of the client a body is bytes (RFC 9110 §8.3), which ranges take too. */
function chooseContent(
  spec: RequestBodySpec,
  type: string | undefined,
): Chosen | undefined | Problem {
  if (spec.content.length === 0) return undefined;
  const text = type ?? 'application/octet-stream';
  const content = findContent(spec.content, text);
  const mediaType = toMediaType(text);
  if (content && mediaType) return { content, mediaType, text };
  const advice = `send ${toOffered(spec)}`;
  return toUnsupported(spec, { name: 'Content-Type', value: type, advice });
}
