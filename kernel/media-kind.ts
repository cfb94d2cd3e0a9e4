import { isJsonMediaType, type MediaType } from './media-type.ts';

/**
 * How a body of a media type is written. `lines`: JSON texts one after the other. `events`: the
 * event stream of HTML. `bytes`: known to be no text. `other`: nothing is known of it.
 */
export type MediaKind =
  | 'json'
  | 'lines'
  | 'events'
  | 'form'
  | 'multipart'
  | 'xml'
  | 'yaml'
  | 'csv'
  | 'text'
  | 'bytes'
  | 'other';

const subtypes: Readonly<Record<string, MediaKind>> = {
  ...{ ndjson: 'lines', 'x-ndjson': 'lines', jsonl: 'lines', 'x-jsonl': 'lines' },
  ...{ jsonlines: 'lines', 'x-jsonlines': 'lines', 'json-lines': 'lines', 'json-seq': 'lines' },
  ...{ 'stream+json': 'lines', 'x-json-stream': 'lines', 'x-ldjson': 'lines' },
  ...{ 'event-stream': 'events', 'x-www-form-urlencoded': 'form' },
  ...{ xml: 'xml', yaml: 'yaml', 'x-yaml': 'yaml', yml: 'yaml', 'x-yml': 'yaml' },
  ...{ csv: 'csv', 'tab-separated-values': 'csv' },
  ...{ javascript: 'text', 'x-javascript': 'text', ecmascript: 'text', graphql: 'text' },
  ...{ sql: 'text', 'x-sh': 'text', toml: 'text', jwt: 'text', jose: 'text', 'x-pem-file': 'text' },
  ...{ 'octet-stream': 'bytes', pdf: 'bytes', zip: 'bytes', gzip: 'bytes', 'x-gzip': 'bytes' },
  ...{ 'x-tar': 'bytes', 'x-bzip2': 'bytes', 'x-7z-compressed': 'bytes', 'java-archive': 'bytes' },
  ...{ msword: 'bytes', cbor: 'bytes', protobuf: 'bytes', 'x-protobuf': 'bytes', wasm: 'bytes' },
};

/** The kind of a media type, by its name and structured suffix (RFC 6838 §4.2.8). */
export function toMediaKind(mediaType: MediaType): MediaKind {
  const { type, subtype } = mediaType;
  if (subtype.endsWith('+json-seq')) return 'lines';
  const known = Object.hasOwn(subtypes, subtype) ? subtypes[subtype] : undefined;
  if (known) return known;
  if (isJsonMediaType(mediaType)) return 'json';
  if (subtype.endsWith('+xml')) return 'xml';
  if (subtype.endsWith('+yaml')) return 'yaml';
  if (subtype.endsWith('+zip') || subtype.endsWith('+gzip') || subtype.endsWith('+cbor')) {
    return 'bytes';
  }
  if (type === 'multipart') return 'multipart';
  if (type === 'text' || type === 'message') return 'text';
  const isMedia = type === 'image' || type === 'audio' || type === 'video' || type === 'font';
  return isMedia || subtype.startsWith('vnd.openxmlformats') || subtype.startsWith('vnd.ms-')
    ? 'bytes'
    : 'other';
}
