import type { TransportResponse } from './_transport.ts';
import { RemoteFault } from './fault.ts';

/** What is left of the bytes that a document may have. */
export interface Budget {
  bytes: number;
  readonly most: number;
}

/** The text of a reply, be its media type what it will. Throws `RemoteFault` for what is no text. */
export async function readText(response: TransportResponse, budget: Budget): Promise<string> {
  const bytes = await readBytes(response, budget);
  const charset = /charset="?([\w.-]+)/i.exec(String(response.fields['content-type'] ?? ''))?.[1];
  const text = decode(bytes, charset);
  if (text === undefined || text.includes('\0')) {
    const mend = 'Use the address of the YAML or JSON file itself, not of an archive.';
    throw new RemoteFault('What came back is no text.', mend);
  }
  if (text.trim() === '') throw new RemoteFault('What came back is empty.', 'Check the address.');
  if (/^\s*</.test(text)) throw toPageFault(text);
  return text;
}

async function readBytes(response: TransportResponse, budget: Budget): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) {
    budget.bytes -= chunk.byteLength;
    if (budget.bytes < 0) {
      response.drop();
      const megabytes = Math.round(budget.most / 1024 / 1024);
      throw new RemoteFault(
        `The document with everything that it refers to is larger than ${megabytes} MiB.`,
        'Download it and name the file.',
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** By its byte order mark, else as it is declared, else UTF-8. */
function decode(bytes: Buffer, charset = 'utf-8'): string | undefined {
  const mark = bytes.subarray(0, 2).toString('hex');
  const label = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : charset;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // Not in that encoding, or none that is known.
    return undefined;
  }
}

/** A login page, a page not found, a page that shows the file: all of them are pages. */
function toPageFault(text: string): RemoteFault {
  const isPage = /^\s*(<!--[\s\S]*?-->\s*)*(<!doctype html|<html|<head|<body)/i.test(text);
  const title = /<title[^>]*>([^<]{1,200})/i.exec(text)?.[1]?.replace(/\s+/g, ' ').trim();
  const what = isPage ? 'An HTML page' : 'XML or the like';
  return new RemoteFault(
    `${what} came back instead of a document${title ? ` ("${title.slice(0, 80)}")` : ''}.`,
    'Use the address of the YAML or JSON file itself ("raw"); does it ask you to log in?',
  );
}
