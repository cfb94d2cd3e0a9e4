import type { Json } from '../kernel/json.ts';
import type { Source } from './source.ts';

/** A value in a source, with its place. */
export interface Located {
  readonly source: Source;
  /** JSON Pointer into the source. */
  readonly pointer: string;
  readonly node: Json;
  /** How references led here; only where the way decides what a `$dynamicRef` means. */
  readonly scope?: Scope | undefined;
}

/**
 * What every `$dynamicRef` below a place is bound to (JSON Schema 2020-12 §8.2.3.2). Two places
 * reached in ways that bind alike have one and the same scope.
 */
export interface Scope {
  /** Names the bindings; equal for equal ones. */
  readonly key: string;
  /** The place that the last reference led to, as JSON Pointer into its source. */
  readonly entry: string;
  readonly bindings: ReadonlyMap<string, Located>;
}
