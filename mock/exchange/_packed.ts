import type { HttpRequest, HttpResponse, RequestHead } from '../../kernel/http.ts';

/** How many bytes of one exchange are copied at most. */
const room = 2048;
/** The smallest place; each larger one is twice as large. */
const least = 256;
/** More than one character takes: text that is cut off is seen to be longer than its characters. */
const margin = 4;

/**
 * Copies of what a request and its response have for themselves, in a place that is used again.
 * Objects that live for a thousand requests and are thrown away then are what the collection of
 * garbage would spend most of its time on.
 */
export class Packed {
  #bytes: Buffer | undefined;
  #head: RequestHead | undefined;
  #status = 0;
  #isAscii: boolean | undefined;
  /** Where the lines of the fields begin, where the body does, and where it ends. */
  #places = { fields: 0, body: -1, end: 0 };

  /** False when it would not come back as it was: then nothing is kept here. */
  put({ head, body }: HttpRequest, response: HttpResponse): boolean {
    const { body: text = '' } = response;
    if (!head || body.kind !== 'bytes' || typeof text !== 'string') return false;
    if (body.bytes.length + text.length > room) return false;
    const lines = toLines(response);
    if (lines === undefined) return false;
    const fields = body.bytes.length;
    const length = lines.length + text.length;
    if (fields + length > room) return false;
    const bytes = this.#makeRoom(fields + length);
    if (bytes.write(lines + text, fields) !== length) return false;
    bytes.set(body.bytes);
    this.#head = head;
    this.#status = response.status;
    this.#isAscii = response.isAscii;
    this.#places.fields = fields;
    this.#places.body = response.body === undefined ? -1 : fields + lines.length;
    this.#places.end = fields + length;
    return true;
  }

  #makeRoom(length: number): Buffer {
    if (this.#bytes && this.#bytes.length >= length + margin) return this.#bytes;
    let size = least;
    while (size < length + margin) size *= 2;
    this.#bytes = Buffer.allocUnsafeSlow(size);
    return this.#bytes;
  }

  clear(): void {
    this.#head = undefined;
  }

  /** What was put here last; undefined when nothing is. */
  get(): { readonly request: HttpRequest; readonly response: HttpResponse } | undefined {
    const [bytes, head] = [this.#bytes, this.#head];
    if (!bytes || !head) return undefined;
    const { fields, body, end } = this.#places;
    const sent = Uint8Array.prototype.slice.call(bytes, 0, fields);
    const lines = bytes.toString('latin1', fields, body < 0 ? end : body).split('\n');
    const text = body < 0 ? {} : { body: bytes.toString('latin1', body, end) };
    const ascii = this.#isAscii === undefined ? {} : { isAscii: this.#isAscii };
    return {
      request: { ...head, body: { kind: 'bytes', bytes: sent }, head },
      response: { status: this.#status, fields: fromLines(lines), ...text, ...ascii },
    };
  }
}

/** Each name and each value as a line; undefined of a response that is more than status, fields and body. */
function toLines({ fields, delay, disruption }: HttpResponse): string | undefined {
  if (delay !== undefined || disruption !== undefined) return undefined;
  let lines = '';
  for (const [name, value] of fields) {
    if (name.includes('\n') || value.includes('\n')) return undefined;
    lines += `${name}\n${value}\n`;
  }
  return lines;
}

/** The last line is what follows the last end of a line: nothing. */
function fromLines(lines: readonly string[]): [string, string][] {
  const count = Math.floor(lines.length / 2);
  return Array.from({ length: count }, (_, index) => [
    lines[2 * index] ?? '',
    lines[2 * index + 1] ?? '',
  ]);
}
