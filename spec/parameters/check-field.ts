import type { Finding } from '../../kernel/finding.ts';
import { toFields } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import type { OpenApiDocument } from '../document.ts';
import type { Judge } from '../media/judge-body.ts';
import type { HeaderSpec, Parameter } from '../model.ts';
import type { Violation } from '../validation/validators.ts';
import { compileParameters, type ParameterDecoder } from './decode.ts';

/** Whose schemas a field is held against. */
export interface FieldJudge {
  readonly document: OpenApiDocument;
  readonly judge: Judge;
}

/** A Header Object as the parameter it is (OpenAPI 3.1 §4.8.21): in a header, in style simple. */
export function toParameter(header: HeaderSpec): Parameter {
  const { name, required, explode, schema, mediaType, at } = header;
  return {
    ...{ name, in: 'header', style: 'simple', required, explode, allowEmptyValue: false, at },
    ...(schema && { schema }),
    ...(mediaType !== undefined && { mediaType }),
  };
}

/**
 * The violations of a field's text: it is read in style simple, or as the media type of `content`,
 * and typed by its schema, as the header parameter of a request is.
 */
export function checkField(
  { document, judge }: FieldJudge,
  header: HeaderSpec,
  text: string,
): readonly Violation[] {
  const { value, findings } = readField(document, header, text);
  const [first] = findings;
  if (first) return findings.map(toViolation);
  return value === undefined || !header.schema ? [] : judge.for(header.schema)(value);
}

const decoders = new WeakMap<HeaderSpec, ParameterDecoder>();

function readField(
  document: OpenApiDocument,
  header: HeaderSpec,
  text: string,
): { readonly value?: Json | undefined; readonly findings: readonly Finding[] } {
  const decoder = decoders.get(header) ?? compileParameters(document, [toParameter(header)]);
  decoders.set(header, decoder);
  const fields = toFields([[header.name, text]]);
  const { values, findings } = decoder.decode({ path: () => undefined, query: '', fields });
  return { value: values.header[header.name], findings };
}

function toViolation({ rule, message, instanceLocation, value = '' }: Finding): Violation {
  return { rule, message, instanceLocation, value, keywordLocation: '' };
}
