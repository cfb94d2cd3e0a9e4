import type { ErrorObject, ValidateFunction } from 'ajv';
import { type Json, toSnippet } from '../../kernel/json.ts';
import { type Located, type OpenApiDocument, toLocation } from '../document.ts';
import type { Direction } from './_access.ts';
import { createAjv, isTelling } from './_ajv.ts';
import { lowerSchema } from './_lower.ts';
import { toMessage } from './_message.ts';
import { fresh, toCopyKey, type Way } from './_way.ts';

export type { Direction } from './_access.ts';

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
  readonly #compiled = new WeakMap<object, WeakMap<object, Validate>>();
  #pending: { readonly id: string; readonly at: Located; readonly way: Way }[] = [];

  constructor(document: OpenApiDocument, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
    this.#ajv.addSchema({}, 'standin:anything');
  }

  /** The validator of the schema at this place. Nothing is compiled until it is called. */
  for(at: Located): Validate {
    if (typeof at.node !== 'object' || at.node === null) return at.node === false ? refuse : accept;
    const owner = at.scope ?? this.#document;
    const compiled = this.#compiled.get(owner) ?? new WeakMap<object, Validate>();
    this.#compiled.set(owner, compiled);
    const known = compiled.get(at.node);
    if (known) return known;
    let run: ValidateFunction | undefined;
    const validate: Validate = (value) => {
      run ??= this.#compile(at);
      return run(value) ? valid : this.#toViolations(run.errors ?? []);
    };
    compiled.set(at.node, validate);
    return validate;
  }

  #compile(at: Located): ValidateFunction {
    const id = this.#refer(at, fresh);
    // References found while lowering one schema add to the list; ajv needs all before it compiles.
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      const lowered = this.#lower(next.at, next.way);
      // Ajv takes no boolean under an id.
      const schema = lowered === false ? { not: {} } : lowered === true ? {} : lowered;
      this.#ajv.addSchema(schema, next.id);
    }
    const compiled = this.#ajv.getSchema(id);
    if (!compiled) throw new Error(`No schema was compiled for ${toLocation(at)}`);
    return compiled;
  }

  #lower(at: Located, way: Way) {
    return lowerSchema(at, {
      document: this.#document,
      direction: this.#direction,
      way,
      refer: (target, next) => this.#refer(target, next),
      remember: (lowered, place) => this.#places.set(lowered, place),
    });
  }

  #refer(at: Located, way: Way): string {
    const key = toCopyKey(at, way);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = `standin:${this.#ids.size}`;
    this.#ids.set(key, id);
    this.#pending.push({ id, at, way });
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
