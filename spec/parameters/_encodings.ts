import { getOwn, toText } from '../../kernel/json.ts';
import {
  isInRange,
  isJsonMediaType,
  toDeclaredTypes,
  toMediaType,
} from '../../kernel/media-type.ts';
import type { OpenApiDocument } from '../document.ts';
import type { Content, HeaderSpec, ParameterStyle } from '../model.ts';
import { readHeaders } from '../operations.ts';

/** An Encoding Object (OpenAPI 3.1 §4.8.15): how one property of a form is written. */
export interface Encoding {
  /** The media types it may be in, as the document writes them; '' when it does not say. */
  readonly contentType: string;
  /** Absent when nothing says that it is written in a style of parameters. */
  readonly style?: ParameterStyle;
  readonly explode: boolean;
  /** The fields of its part, Content-Type left out. */
  readonly headers: readonly HeaderSpec[];
}

const styles: Readonly<Record<string, ParameterStyle>> = {
  ...{ form: 'form', spaceDelimited: 'spaceDelimited' },
  ...{ pipeDelimited: 'pipeDelimited', deepObject: 'deepObject' },
};

/** The Encoding Objects of a content, by the name of the property. */
export function readEncodings(
  document: OpenApiDocument,
  { at }: Content,
): ReadonlyMap<string, Encoding> {
  const map = document.child(at, 'encoding');
  const entries = map ? document.children(map) : [];
  return new Map(
    entries.map(({ name, at: written }) => {
      const place = document.follow(written) ?? written;
      const { node } = place;
      const explode = getOwn(node, 'explode');
      const named = styles[toText(getOwn(node, 'style')) ?? ''];
      const isStyled = named !== undefined || typeof explode === 'boolean';
      const style = named ?? 'form';
      return [
        name,
        {
          contentType: toText(getOwn(node, 'contentType')) ?? '',
          ...(isStyled && { style }),
          explode: typeof explode === 'boolean' ? explode : style === 'form',
          headers: readHeaders(document, document.child(place, 'headers')),
        },
      ];
    }),
  );
}

/** True when nothing but JSON is declared for the property. */
export function isJsonEncoding(encoding: Encoding | undefined): boolean {
  if (!encoding || encoding.contentType === '') return false;
  return toDeclaredTypes(encoding.contentType).every(isJsonMediaType);
}

/** True when a part may be in this media type. */
export function isAdmitted({ contentType }: Encoding, mediaType: string): boolean {
  const type = toMediaType(mediaType);
  if (contentType === '' || !type) return true;
  return toDeclaredTypes(contentType).some((range) => isInRange(type, range));
}
