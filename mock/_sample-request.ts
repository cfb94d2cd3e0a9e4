import type { Json } from '../kernel/json.ts';
import { once } from '../kernel/once.ts';
import { readExamples } from '../spec/examples.ts';
import type { Content } from '../spec/model.ts';
import { encodeParameter } from '../spec/parameters/encode.ts';
import { encodePercent } from '../spec/parameters/percent.ts';
import { getTemplateNames } from '../spec/path-template.ts';
import { toDefaultSample } from './_sample.ts';
import { toSampleCredentials } from './_sample-credentials.ts';
import type { CompiledOperation } from './exchange/model.ts';

/** A field of a request. */
export type SampleField = readonly [name: string, value: string];

/** A request that an operation accepts, each part made when it is first looked at. */
export interface SampleRequest {
  /** The path with identities that are there, and the query that the operation asks for. */
  readonly target: string;
  /** Credentials, fields that the operation asks for, and the media type of the body. */
  readonly fields: readonly SampleField[];
  /** Absent when the operation takes none that can be typed. */
  readonly body?: Json | undefined;
}

/** What a request is for. */
export interface SampleOptions {
  /** What stands before the path. */
  readonly prefix: string;
  /** Identities in the path, outermost first. */
  readonly identities: () => readonly string[];
}

/** Makes a request that works: examples first, then generated values. */
export function sampleRequest(compiled: CompiledOperation, options: SampleOptions): SampleRequest {
  const { operation } = compiled;
  const content = once(() => findContent(compiled));
  const body = once(() => {
    const found = content();
    return found && toBody(compiled, found);
  });
  const credentials = once(() => toSampleCredentials(operation.security));
  const target = once(() => {
    const query = [...sampleIn(compiled, 'query'), ...credentials().query].join('&');
    const path = options.prefix + toPath(compiled, options.identities());
    return query === '' ? path : `${path}?${query}`;
  });
  const fields = once(() => {
    const isCookie = ([name]: SampleField) => name === 'Cookie';
    const own = credentials().fields;
    const known = own.filter(isCookie).map(([, value]) => value);
    const cookies = [...sampleIn(compiled, 'cookie'), ...known].join('; ');
    const type = body() === undefined ? undefined : content()?.mediaType;
    return [
      ...own.filter((field) => !isCookie(field)),
      ...sampleHeaders(compiled),
      ...(cookies === '' ? [] : [['Cookie', cookies] as const]),
      ...(type === undefined ? [] : [['Content-Type', type] as const]),
    ];
  });
  return {
    get target() {
      return target();
    },
    get fields() {
      return fields();
    },
    get body() {
      return body();
    },
  };
}

function toPath(compiled: CompiledOperation, identities: readonly string[]): string {
  const { operation } = compiled;
  let { path } = operation;
  for (const [index, name] of getTemplateNames(path).entries()) {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    const value = identities[index] ?? (parameter && toDefaultSample(compiled, parameter)) ?? '1';
    const text = parameter ? encodeParameter(parameter, value) : encodePercent(String(value));
    path = path.replace(`{${name}}`, () => text);
  }
  return path;
}

/** The required parameters in the query or in cookies, as they travel. */
function sampleIn(compiled: CompiledOperation, place: 'query' | 'cookie'): string[] {
  return compiled.operation.parameters
    .filter((parameter) => parameter.in === place && parameter.required)
    .map((parameter) => encodeParameter(parameter, toDefaultSample(compiled, parameter) ?? ''))
    .filter((text) => text !== '');
}

function sampleHeaders(compiled: CompiledOperation): SampleField[] {
  return compiled.operation.parameters
    .filter((parameter) => parameter.in === 'header' && parameter.required)
    .map((parameter) => {
      const value = toDefaultSample(compiled, parameter) ?? 'x';
      return [parameter.name, encodeParameter(parameter, value)];
    });
}

/** JSON, or else a form: what can be typed on a command line. */
function findContent({ operation }: CompiledOperation): Content | undefined {
  const contents = operation.requestBody?.content ?? [];
  const typed = contents.filter(({ mediaType }) => !mediaType.includes('*'));
  return (
    typed.find(({ mediaType }) => /json/i.test(mediaType)) ??
    typed.find(({ mediaType }) => /x-www-form-urlencoded/i.test(mediaType)) ??
    (contents.some(({ mediaType }) => mediaType.startsWith('*')) ? toJson(contents[0]) : undefined)
  );
}

function toJson(content: Content | undefined): Content | undefined {
  return content && { ...content, mediaType: 'application/json' };
}

function toBody({ operation, api }: CompiledOperation, content: Content): Json | undefined {
  const { at, schema, mediaType } = content;
  const documented = readExamples(api.document, at, mediaType)[0]?.value;
  if (documented !== undefined || !schema) return documented;
  const options = { seed: '1', direction: 'request', useExamples: true } as const;
  return api.generator.generate(schema, { ...options, identity: operation.id });
}
