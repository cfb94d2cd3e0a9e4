import type { Located, OpenApiDocument } from '../document.ts';
import type { Reading } from './_reading.ts';
import type { Validate } from './_violation.ts';

/** What a judge may ask. */
export interface Bench {
  readonly document: OpenApiDocument;
  readonly reading: Reading;
  /** The validator of a schema that applies to the same value as the one that is judged. */
  inPlace(at: Located): Validate;
  /** The validator of a schema for a value of its own. */
  below(at: Located): Validate;
  /** The same for a member that may be judged again, because what it stands in lives on. */
  part(at: Located): Validate;
  /** The same, which remembers what it said of objects. */
  again(at: Located): Validate;
}
