import type { ErrorObject, ValidateFunction } from 'ajv';
import { type Json, toSnippet } from '../../kernel/json.ts';
import { type Located, type OpenApiDocument, toLocation } from '../document.ts';
import { createAjv, isTelling } from './_ajv.ts';
import { type Direction, type LoweredSchema, lowerSchema } from './_lower.ts';
import { toMessage } from './_message.ts';

export type { Direction } from './_lower.ts';

/** One broken rule of a schema. Locations as in `Finding`. */
export interface Violation {
  readonly instanceLocation: string;
  readonly keywordLocation: string;
  /** The JSON Schema keyword. */
  readonly rule: string;
  readonly value: string;
  /** Follows the name of the place: `must be at least 1, but is 0`. */
  readonly message: string;
}

/** Answers the violations of a value; none when it is valid. */
export type Validate = (value: Json) => readonly Violation[];

/** The validators of one document in one direction; each schema is compiled on its first use. */
export class Validators {
  readonly #document: OpenApiDocument;
  readonly #direction: Direction;
  readonly #ajv = createAjv();
  readonly #ids = new Map<string, string>();
  readonly #places = new WeakMap<object, Located>();
  readonly #compiled = new WeakMap<object, Validate>();
  #pending: { readonly id: string; readonly at: Located; readonly omit: ReadonlySet<string> }[] =
    [];

  constructor(document: OpenApiDocument, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
    this.#ajv.addSchema({}, 'standin:anything');
  }

  /** The validator of the schema at this place. Nothing is compiled until it is called. */
  for(at: Located): Validate {
    if (typeof at.node !== 'object' || at.node === null) return at.node === false ? refuse : accept;
    const known = this.#compiled.get(at.node);
    if (known) return known;
    let run: ValidateFunction | undefined;
    const validate: Validate = (value) => {
      run ??= this.#compile(at);
      return run(value) ? valid : this.#toViolations(run.errors ?? []);
    };
    this.#compiled.set(at.node, validate);
    return validate;
  }

  #compile(at: Located): ValidateFunction {
    const id = this.#refer(at, new Set());
    // References found while lowering one schema add to the list; ajv needs all before it compiles.
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      const lowered = this.#lower(next.at, next.omit);
      this.#ajv.addSchema(
        lowered === false ? { not: {} } : lowered === true ? {} : lowered,
        next.id,
      );
    }
    const compiled = this.#ajv.getSchema(id);
    if (!compiled) throw new Error(`No schema was compiled for ${toLocation(at)}`);
    return compiled;
  }

  #lower(at: Located, omit: ReadonlySet<string>): LoweredSchema {
    return lowerSchema(at, {
      document: this.#document,
      direction: this.#direction,
      omit,
      refer: (target, names) => this.#refer(target, names),
      remember: (lowered, place) => this.#places.set(lowered, place),
    });
  }

  #refer(at: Located, omit: ReadonlySet<string>): string {
    const key = [at.source.uri, at.pointer, ...[...omit].sort()].join('\n');
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = `standin:${this.#ids.size}`;
    this.#ids.set(key, id);
    this.#pending.push({ id, at, omit });
    return id;
  }

  #toViolations(errors: readonly ErrorObject[]): readonly Violation[] {
    const telling = errors.filter(isTelling);
    return (telling.length > 0 ? telling : errors).map((error) => ({
      instanceLocation: error.instancePath,
      keywordLocation: this.#locate(error),
      rule: error.keyword,
      // Ajv hands back as `unknown` what was given to it as JSON.
      value: toSnippet(error.data as Json | undefined),
      message: toMessage(error),
    }));
  }

  #locate(error: ErrorObject): string {
    const place = error.parentSchema && this.#places.get(error.parentSchema);
    return place ? `${toLocation(place)}/${error.keyword}` : '';
  }
}

const valid: readonly Violation[] = [];
const accept: Validate = () => valid;
const refuse: Validate = (value) => [
  {
    instanceLocation: '',
    keywordLocation: '',
    rule: 'false',
    value: toSnippet(value),
    message: 'must not be here: the document rules it out',
  },
];
