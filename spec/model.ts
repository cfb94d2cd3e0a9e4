import type { JsonObject } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';

/** The methods a path item has a field for (OpenAPI 3.2 §4.9), in the order of the specification. */
export const methods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
];

/** Where a parameter travels (OpenAPI 3.1 §4.8.12.1). */
export type ParameterLocation = 'path' | 'query' | 'header' | 'cookie';

/**
 * How a parameter's value is written (OpenAPI 3.1 §4.8.12.3); `tabDelimited` is the `tsv` of Swagger
 * 2.0, which OpenAPI 3 has no word for.
 */
export type ParameterStyle =
  | 'matrix'
  | 'label'
  | 'simple'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject'
  | 'cookie';

/** A Parameter Object, defaults of OpenAPI filled in. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowEmptyValue: boolean;
  /** The schema, from `schema` or from the one media type of `content`; absent: anything goes. */
  readonly schema?: Located;
  /** Set when the value is written as this media type (`content`), not in a style. */
  readonly mediaType?: string;
  /** True for `in: querystring` (OpenAPI 3.2 §4.12.1): the value is the query string as a whole. */
  readonly isWhole?: boolean;
  readonly at: Located;
}

/** A Media Type Object under its media type or media range. */
export interface Content {
  readonly mediaType: string;
  readonly schema?: Located;
  readonly at: Located;
}

/** A Request Body Object. */
export interface RequestBodySpec {
  readonly required: boolean;
  readonly content: readonly Content[];
  readonly at: Located;
}

/** A Header Object of a response. */
export interface HeaderSpec {
  readonly name: string;
  readonly required: boolean;
  readonly explode: boolean;
  /** The schema, from `schema` or from the one media type of `content`; absent: anything goes. */
  readonly schema?: Located;
  /** Set when the value is written as this media type (`content`), not in style simple. */
  readonly mediaType?: string;
  readonly at: Located;
}

/** A Response Object under its key: a status such as `200`, a range such as `4XX`, or `default`. */
export interface ResponseSpec {
  readonly key: string;
  readonly description: string;
  readonly content: readonly Content[];
  readonly headers: readonly HeaderSpec[];
  readonly at: Located;
}

/** One scheme of a Security Requirement, with its Security Scheme Object. */
export interface SecurityClause {
  readonly name: string;
  /** `apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`; '' when it is not declared. */
  readonly type: string;
  /** Of `http`: `bearer`, `basic` …, in lower case. */
  readonly scheme: string;
  /** Of `apiKey`: where and under which name it travels. */
  readonly in: string;
  readonly parameterName: string;
  readonly scopes: readonly string[];
  readonly at: Located;
}

/** Alternatives; each is a list of clauses that must all hold. Empty: nothing is asked. */
export type Security = readonly (readonly SecurityClause[])[];

/** An Operation Object with everything that applies to it from its path item and document. */
export interface Operation {
  /** `operationId`, or `GET /path` when there is none. */
  readonly id: string;
  readonly document: OpenApiDocument;
  /** Upper case. */
  readonly method: string;
  /** The path template as the document writes it. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBodySpec | undefined;
  readonly responses: readonly ResponseSpec[];
  readonly security: Security;
  /** The operation's `x-mock`. */
  readonly extension: JsonObject;
  readonly at: Located;
}
