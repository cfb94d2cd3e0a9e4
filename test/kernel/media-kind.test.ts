import { expect, it } from 'vitest';
import { toMediaKind } from '../../kernel/media-kind.ts';
import { toMediaType } from '../../kernel/media-type.ts';

it.each([
  ['json', 'application/json', 'text/json', 'application/problem+json', 'model/gltf+json'],
  ['lines', 'application/x-ndjson', 'application/jsonl', 'application/json-seq'],
  ['lines', 'application/stream+json', 'application/geo+json-seq'],
  ['events', 'text/event-stream'],
  ['form', 'application/x-www-form-urlencoded'],
  ['multipart', 'multipart/form-data', 'multipart/mixed', 'multipart/related'],
  ['xml', 'application/xml', 'text/xml', 'application/atom+xml', 'image/svg+xml'],
  ['yaml', 'application/yaml', 'text/x-yaml', 'application/openapi+yaml'],
  ['csv', 'text/csv', 'application/csv', 'text/tab-separated-values'],
  ['text', 'text/plain', 'text/html', 'application/javascript', 'message/http'],
  ['bytes', 'application/octet-stream', 'image/png', 'audio/mpeg', 'video/mp4', 'font/woff2'],
  ['bytes', 'application/pdf', 'application/zip', 'application/epub+zip', 'application/cose+cbor'],
  ['bytes', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['bytes', 'application/vnd.ms-excel'],
  ['other', 'application/vnd.github.diff', 'application/constructor', 'chemical/x-pdb'],
])('%s: %s and its like', (kind, ...mediaTypes) => {
  for (const text of mediaTypes) {
    const type = toMediaType(text);
    expect(type && toMediaKind(type), text).toBe(kind);
  }
});
