import type { IncomingMessage } from 'node:http';
import {
  createFields,
  type Fields,
  type HttpRequest,
  noBody,
  type RequestHead,
} from '../../kernel/http.ts';
import { Lately } from '../../kernel/lately.ts';

/** What of a message of Node's a request is read from. */
export type Message = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>;

/** Field lines that were seen, with a name for them. */
interface KnownFields {
  readonly id: number;
  readonly fields: Fields;
}

/** How many heads, and how many different header sections, are remembered at least. */
const remembered = 1000;
/** The longest that is remembered, in characters. */
const longest = 2000;

/**
 * Reads requests off Node's messages. Clients say the same again and again: requests with one head
 * share one `head`, and requests without a body are one instance.
 */
export class RequestReader {
  readonly #fields = new Lately<string, KnownFields>({
    createStore: () => new Map(),
    weigh: () => 1,
    least: remembered,
  });
  readonly #heads = new Lately<string, HttpRequest>({
    createStore: () => new Map(),
    weigh: () => 1,
    least: remembered,
  });
  #count = 0;

  read(message: Message, { body, base = '' }: Pick<HttpRequest, 'body' | 'base'>): HttpRequest {
    const text = message.rawHeaders.join('\n');
    if (base !== '' || text.length + (message.url?.length ?? 0) > longest) {
      return { ...toHead(message, readFields(message)), body, base };
    }
    const plain = this.#toPlain(message, this.#toFields(text, message));
    if (body === noBody) return plain;
    const { method, target, fields, head } = plain;
    return head ? { method, target, fields, body, base, head } : plain;
  }

  #toFields(text: string, message: Message): KnownFields {
    const known = this.#fields.find(text);
    if (known) return known;
    this.#count += 1;
    // Shared from now on with whoever looks into the journal.
    const fields = Object.freeze(readFields(message));
    return this.#fields.keep(text, { id: this.#count, fields });
  }

  /** The request of this head that has no body. */
  #toPlain(message: Message, { id, fields }: KnownFields): HttpRequest {
    const key = `${id} ${message.method} ${message.url}`;
    const known = this.#heads.find(key);
    if (known) return known;
    const head = Object.freeze(toHead(message, fields));
    return this.#heads.keep(key, Object.freeze({ ...head, body: noBody, head }));
  }
}

function toHead({ method = 'GET', url = '/' }: Message, fields: Fields): RequestHead {
  return { method, target: toOrigin(url), fields, base: '' };
}

function readFields({ rawHeaders }: Message): Fields {
  const fields = createFields();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    fields.add(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  return fields.all;
}

/** A target in absolute form (RFC 9112 §3.2.2) in origin form. */
function toOrigin(target: string): string {
  if (target.startsWith('/')) return target;
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(target);
  if (!match) return target;
  const rest = match[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}
