import type { Json } from '../kernel/json.ts';
import type { Located } from './_located.ts';

/**
 * What a schema says about a value, read in the terms of JSON Schema 2020-12 whatever the dialect:
 * `$ref` followed, `allOf` merged, `nullable` and boolean `exclusiveMinimum` of OpenAPI 3.0
 * rewritten. `oneOf`, `anyOf`, `not` and `if` are kept as they are: they need a choice.
 */
export interface SchemaView {
  /** True when nothing can satisfy the schema (`false`, or a type that contradicts itself). */
  readonly never: boolean;
  /** The allowed types; undefined when any is. */
  readonly types?: ReadonlySet<string>;
  /**
   * True when null is admitted though `types` and `values` are without it: `nullable` beside a
   * `$ref`, an `enum` or without a type, where every author means it and 3.0.3 does not.
   */
  readonly nullable: boolean;
  /** The allowed values, when listed (`enum` or `const`). */
  readonly values?: readonly Json[];
  /** Declared properties; several places when several branches of `allOf` declare the same one. */
  readonly properties: ReadonlyMap<string, readonly Located[]>;
  readonly required: ReadonlySet<string>;
  /** `additionalProperties`: false, a schema, or undefined when anything goes. */
  readonly additional?: Located | false;
  readonly patternProperties: ReadonlyMap<string, Located>;
  readonly prefixItems: readonly Located[];
  readonly items?: Located | false;
  /** One list of alternatives for each `oneOf` or `anyOf` met. */
  readonly alternatives: readonly (readonly Located[])[];
  /** What `then`, `else` and `dependentSchemas` may add to the same value. */
  readonly conditionals: readonly Located[];
  readonly patterns: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** `example`, `examples` and `default`, the nearest first. */
  readonly examples: readonly Json[];
  /** `x-mock` of every place merged, the outermost winning. */
  readonly extension: { readonly [name: string]: Json };
  /** Every schema object that was merged, outermost first. */
  readonly sources: readonly Located[];
}

/** A view while it is made. */
export type SchemaDraft = { -readonly [Name in keyof SchemaView]: SchemaView[Name] };
