import { Dicer } from '@fastify/busboy';
import { toMediaType } from '../../kernel/media-type.ts';

/** One part of a multipart body (RFC 2046 §5.1). */
export interface BodyPart {
  /** By lower-case name; the object has no prototype. */
  readonly fields: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The parameters of Content-Disposition (RFC 7578 §4.2); absent when there are none. */
  readonly name?: string;
  readonly filename?: string;
}

/** What cannot be read, in the words of a message. */
export interface MultipartFault {
  readonly says: string;
  readonly mend: string;
}

/** The most parts that are read. */
const maxParts = 1000;

/**
 * Takes a multipart body apart. Everything happens within the call, because all bytes are written at
 * once: the parser answers with events while it is written to, and keeps what a part holds.
 */
export function splitMultipart(
  bytes: Uint8Array,
  boundary: string,
): readonly BodyPart[] | MultipartFault {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fault = findFault(body, boundary) ?? findExcess(body, boundary);
  if (fault) return fault;
  const parts: RawPart[] = [];
  try {
    const dicer = new Dicer({ boundary });
    dicer.on('part', (stream) => {
      const part: RawPart = { stream, header: {} };
      parts.push(part);
      stream.on('header', (header) => {
        part.header = header;
      });
    });
    dicer.write(body);
  } catch {
    // The parser trips over a field that is called like a member of an object.
    return { says: 'the fields of a part cannot be read', mend: 'leave out fields of other kinds' };
  }
  return parts.map(toPart);
}

interface RawPart {
  readonly stream: { read(): unknown };
  header: object;
}

function findFault(body: Buffer, boundary: string): MultipartFault | undefined {
  const delimiter = `--${boundary}`;
  const isLine = (text: string) => body.indexOf(text) === 0 || body.includes(`\r\n${text}`);
  if (isLine(`${delimiter}--`)) return undefined;
  if (body.includes(`\n${delimiter}`) && !body.includes(`\r\n${delimiter}`)) {
    return { says: 'its lines end with LF alone', mend: 'end them with CRLF (RFC 2046 §4.1.1)' };
  }
  return isLine(delimiter)
    ? { says: 'it ends within a part', mend: `end the body with ${delimiter}-- on a line` }
    : { says: `no line of it is ${delimiter}`, mend: 'write the boundary that Content-Type names' };
}

/** Before it is taken apart, because that is what takes the time. */
function findExcess(body: Buffer, boundary: string): MultipartFault | undefined {
  const delimiter = `\r\n--${boundary}`;
  // The first may be at the very beginning, the last ends the body.
  let count = body.indexOf(delimiter.slice(2)) === 0 ? 0 : -1;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    count += 1;
    if (count <= maxParts) continue;
    return { says: `it has more than ${maxParts} parts`, mend: 'send fewer parts' };
  }
  return undefined;
}

function toPart({ stream, header }: RawPart): BodyPart {
  const read = stream.read();
  const fields: Record<string, string> = Object.create(null);
  const entries: [string, unknown][] = Object.entries(header);
  for (const [name, lines] of entries) {
    if (Array.isArray(lines)) fields[name] = toUtf8(lines.join(', '));
  }
  const disposition = fields['content-disposition'];
  const { name, filename } = disposition === undefined ? {} : readDisposition(disposition);
  return {
    fields,
    bytes: Buffer.isBuffer(read) ? read : Buffer.alloc(0),
    ...(name !== undefined && { name }),
    ...(filename !== undefined && { filename }),
  };
}

/** Names are sent as UTF-8 (RFC 7578 §5.1); the parser hands on bytes. */
function toUtf8(text: string): string {
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? text : decoded;
}

interface Disposition {
  readonly name?: string;
  readonly filename?: string;
}

/** Browsers write `%22` for a quote in a name; others write it with a backslash. */
function readDisposition(text: string): Disposition {
  const type = toMediaType(`a/${text}`);
  const { name, filename, 'filename*': extended } = type?.parameters ?? {};
  const file = extended === undefined ? filename : toExtended(extended);
  return {
    ...(name !== undefined && { name: name.replaceAll('%22', '"') }),
    ...(file !== undefined && { filename: file }),
  };
}

/** `UTF-8''%e2%82%ac.txt` (RFC 8187). */
function toExtended(text: string): string {
  const [, , encoded = text] = text.split("'");
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
