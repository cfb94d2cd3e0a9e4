import type { Filter } from './_filters.ts';
import type { Sort } from './_sort.ts';

export type { Filter } from './_filters.ts';
export type { Sort } from './_sort.ts';

/** What a caller may want of a list, by parameter name. What is not named here never filters. */
export interface ListParameters {
  /** True when the wishes stand in the body of the request, not in its query. */
  readonly isBody?: true;
  readonly offset?: string;
  readonly limit?: { readonly name: string; readonly default?: number; readonly maximum?: number };
  /** `first` is the number of the first page. */
  readonly page?: { readonly name: string; readonly first: number };
  /** Where the list goes on: an opaque text that a page before gave out, or an identity. */
  readonly cursor?: string;
  /** The same, for what is before. */
  readonly before?: string;
  readonly sort?: Sort;
  readonly filters: readonly Filter[];
  /** The parameter that names the properties to be shown. */
  readonly fields?: string;
  /** Parameters that choose how a reply looks, and never what is in it. */
  readonly ignored?: readonly string[];
  /** Query parameters that were not understood. */
  readonly unknown: readonly string[];
}
