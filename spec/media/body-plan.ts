import { toText } from '../../kernel/json.ts';
import { type MediaKind, toMediaKind } from '../../kernel/media-kind.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import { memoise } from '../../kernel/memo.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import type { Content } from '../model.ts';
import { type SchemaView, viewSchema } from '../schema.ts';

/** What the schemas of a Media Type Object say about bodies in one media type. */
export interface BodyPlan {
  readonly document: OpenApiDocument;
  readonly content: Content;
  /** The media type the body is in, which a range only allows. */
  readonly mediaType: string;
  readonly kind: MediaKind;
  /** The schema of the whole body; absent when anything goes. */
  readonly schema?: Located;
  /** The schema of each line or event, when the body is a sequence. */
  readonly item?: Located;
  /** True when a string is a value of the schema: then it is the body itself. */
  readonly takesText: boolean;
  /** True for bytes; a string then has one character of U+0000 to U+00FF for each of them. */
  readonly isBinary: boolean;
}

/** A body as it goes out. */
export interface WrittenBody {
  readonly body: string | Uint8Array;
  /** The media type with the parameters that reading the body needs. */
  readonly mediaType: string;
}

/** Reads what a content says about bodies in this media type, which it declares or admits. */
export function planBody(document: OpenApiDocument, content: Content, mediaType: string): BodyPlan {
  const known = getPlans(content);
  const before = known.get(mediaType);
  if (before) return before;
  const plan = toPlan(document, content, mediaType);
  // A client may invent media types under a range: a few are remembered, not all of them.
  if (known.size < 8) known.set(mediaType, plan);
  return plan;
}

const getPlans = memoise<Content, Map<string, BodyPlan>>(() => new Map());

function toPlan(document: OpenApiDocument, content: Content, mediaType: string): BodyPlan {
  const type = toMediaType(mediaType);
  const kind = type ? toMediaKind(type) : 'other';
  const { schema } = content;
  const view = schema && viewSchema(document, schema);
  const takesText = !view?.types || view.types.has('string');
  const isSequence = kind === 'lines' || kind === 'events';
  const item = isSequence ? toItem(document, content, view) : undefined;
  return {
    ...{ document, content, mediaType, kind, takesText },
    ...(schema && item !== schema && { schema }),
    ...(item && { item }),
    isBinary: kind === 'bytes' || (kind === 'other' && (!view || isBinary(view))),
  };
}

/**
 * The schema of one item: `itemSchema` of OpenAPI 3.2; before it documents gave the item's schema as
 * that of the body, save where it is an array or a text.
 */
function toItem(
  document: OpenApiDocument,
  { at, schema }: Content,
  view: SchemaView | undefined,
): Located | undefined {
  const declared = document.child(at, 'itemSchema');
  if (declared || !schema || !view) return declared;
  return view.types?.has('array') || view.types?.has('string') ? undefined : schema;
}

/** True when the schema says that its strings are bytes (OpenAPI 3.0.4 §4.7.14.2, 3.1 §4.8.14.2). */
export function isBinary({ format, sources }: SchemaView): boolean {
  if (format === 'binary') return true;
  return sources.some(({ node }) => {
    const described = typeof node === 'object' && node !== null ? node : {};
    const mediaType = 'contentMediaType' in described && toText(described.contentMediaType);
    if (!mediaType || 'contentEncoding' in described) return false;
    const type = toMediaType(mediaType);
    return type !== undefined && ['bytes', 'other'].includes(toMediaKind(type));
  });
}
