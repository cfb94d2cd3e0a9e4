import {
  getOwn,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  toArray,
  toObject,
  toText,
} from '../../kernel/json.ts';

/** A state the provider must be in, with its parameters. */
export interface ProviderState {
  readonly name: string;
  readonly params: JsonObject;
}

/** The half of an interaction that requests and responses share. */
export interface PactMessage {
  /** By name as it is written; several lines of one name are several values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Absent: nothing is said of a body. */
  readonly body?: Json;
  /** JSON Pointer of the body's value in the file. */
  readonly bodyPointer: string;
}

/** One request and the response that the consumer relies on. */
export interface Interaction {
  readonly description: string;
  readonly states: readonly ProviderState[];
  readonly request: PactMessage & {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, readonly string[]>>;
  };
  readonly response: PactMessage & { readonly status: number };
  /** JSON Pointer into the file. */
  readonly pointer: string;
}

/** Where an interaction is written. */
export interface InteractionPlace {
  readonly node: Json;
  readonly pointer: string;
  /** The major version of the Pact specification. */
  readonly version: number;
}

/** Reads one interaction; undefined when it lacks what makes it one. */
export function readInteraction({ node, pointer, version }: InteractionPlace) {
  const request = getOwn(node, 'request');
  const response = getOwn(node, 'response');
  const [method, path] = [toText(getOwn(request, 'method')), toText(getOwn(request, 'path'))];
  const status = getOwn(response, 'status') ?? 200;
  if (method === undefined || path === undefined || typeof status !== 'number') return undefined;
  if (!isJsonObject(response)) return undefined;
  const interaction: Interaction = {
    description: toText(getOwn(node, 'description')) ?? '',
    states: readStates(node),
    request: {
      method: method.toUpperCase(),
      path,
      query: readQuery(getOwn(request, 'query')),
      ...readMessage(request, `${pointer}/request`, version),
    },
    response: { status, ...readMessage(response, `${pointer}/response`, version) },
    pointer,
  };
  return interaction;
}

function readStates(node: Json): ProviderState[] {
  const single = toText(getOwn(node, 'providerState') ?? getOwn(node, 'provider_state'));
  const states = toArray(getOwn(node, 'providerStates')).map((state) => ({
    name: toText(getOwn(state, 'name')) ?? '',
    params: toObject(getOwn(state, 'params')),
  }));
  return single === undefined ? states : [{ name: single, params: {} }, ...states];
}

function readMessage(node: Json | undefined, pointer: string, version: number): PactMessage {
  const headers = readLists(getOwn(node, 'headers'));
  const written = getOwn(node, 'body');
  if (version < 4) {
    const bodyPointer = `${pointer}/body`;
    return { headers, bodyPointer, ...(written !== undefined && { body: written }) };
  }
  const body = readContent(toObject(written));
  const bodyPointer = `${pointer}/body/content`;
  return { headers, bodyPointer, ...(body !== undefined && { body }) };
}

/** A body of specification 4: as it is, or encoded as `JSON` or `base64`. */
function readContent({ content, encoded }: JsonObject): Json | undefined {
  const coding = toText(encoded)?.toLowerCase();
  if (coding === undefined || typeof content !== 'string') return content;
  if (coding === 'base64') return Buffer.from(content, 'base64').toString('utf8');
  try {
    return coding === 'json' ? JSON.parse(content) : content;
  } catch {
    return content;
  }
}

function readQuery(query: Json | undefined): Record<string, readonly string[]> {
  if (typeof query !== 'string') return readLists(query);
  const lists: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query))
    lists[name] = [...(lists[name] ?? []), value];
  return lists;
}

function readLists(node: Json | undefined): Record<string, readonly string[]> {
  const members = Object.entries(toObject(node)).map(([name, value]) => [
    name,
    (isJsonArray(value) ? value : [value]).map((item) => toText(item) ?? JSON.stringify(item)),
  ]);
  return Object.fromEntries(members);
}
