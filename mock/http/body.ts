import type { IncomingMessage } from 'node:http';
import type { RequestBody } from '../../kernel/http.ts';

/**
 * Collects a request's body up to a limit, in bytes. Over the limit the rest is thrown away unread
 * into memory. Rejects when the client goes away before the end.
 */
export function readRequestBody(request: IncomingMessage, limit: number): Promise<RequestBody> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) {
    request.resume();
    return Promise.resolve({ kind: 'too-large', limit });
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve({ kind: 'too-large', limit });
      }
    });
    request.on('end', () => resolve({ kind: 'bytes', bytes: toBytes(chunks) }));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client went away')));
  });
}

function toBytes(chunks: readonly Buffer[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first ? first : Buffer.concat(chunks);
}
