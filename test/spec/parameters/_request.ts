import { toFields } from '../../../kernel/http.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { loadDocument } from '../../../spec/load.ts';
import type { Parameter } from '../../../spec/model.ts';
import { readOperations } from '../../../spec/operations.ts';
import {
  compileParameters,
  type DecodedParameters,
  type ParameterDecoder,
} from '../../../spec/parameters/decode.ts';

/** Raw texts of a request; what is left out is empty. */
export interface RawRequest {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The parameters of one operation of an OpenAPI document, and what they read. */
export interface Compiled {
  readonly parameters: readonly Parameter[];
  readonly decoder: ParameterDecoder;
  decode(request: RawRequest): DecodedParameters;
}

/** Loads a document with one operation that has these Parameter Objects. */
export async function compile(
  parameters: readonly JsonObject[],
  extra: JsonObject = {},
): Promise<Compiled> {
  const names = parameters.filter((one) => one.in === 'path').map((one) => `/{${one.name}}`);
  const document = await loadDocument({
    openapi: '3.1.0',
    info: { title: 'test.yaml', version: '1' },
    paths: { [`/things${names.join('')}`]: { get: { parameters, responses: {} } } },
    ...extra,
  });
  const read = readOperations(document)[0]?.parameters ?? [];
  const decoder = compileParameters(document, read);
  const decode = ({ path = {}, query = '', headers = {} }: RawRequest) =>
    decoder.decode({
      path: (name) => path[name],
      query,
      fields: toFields(Object.entries(headers)),
    });
  return { parameters: read, decoder, decode };
}

/** What one parameter named `color` reads from its raw text. */
export async function read(parameter: JsonObject, raw: string) {
  const place = String(parameter.in);
  const { decode } = await compile([{ name: 'color', ...parameter }]);
  const { values, findings } = decode(toRequest(place, raw));
  const value = Object.entries(values).find(([name]) => name === place)?.[1].color;
  return findings.length > 0 ? findings.map(({ rule }) => rule) : value;
}

/** A request that has the raw text where parameters named `color` of that location travel. */
export function toRequest(place: string, raw: string): RawRequest {
  if (place === 'path') return { path: { color: raw } };
  if (place === 'query') return { query: raw };
  return { headers: { [place === 'cookie' ? 'cookie' : 'COLOR']: raw } };
}
