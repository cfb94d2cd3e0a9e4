import type { IncomingMessage } from 'node:http';
import { noBody, type RequestBody } from '../../kernel/http.ts';

/**
 * Collects a request's body up to a limit, in bytes, and hands it on. Over the limit the rest is
 * thrown away unread into memory. A client that goes away before the end is heard of no more.
 */
export function readRequestBody(
  request: IncomingMessage,
  limit: number,
  done: (body: RequestBody) => void,
): void {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) {
    request.resume();
    done({ kind: 'too-large', limit });
    return;
  }
  if (request.readableEnded) {
    done(noBody);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    const isFirstOver = size <= limit && size + chunk.length > limit;
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else if (isFirstOver) {
      chunks.length = 0;
      done({ kind: 'too-large', limit });
    }
  });
  request.on('end', () => {
    if (size <= limit) done({ kind: 'bytes', bytes: toBytes(chunks) });
  });
}

function toBytes(chunks: readonly Buffer[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first ? first : Buffer.concat(chunks);
}
