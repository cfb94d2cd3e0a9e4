import type { ValidateFunction } from 'ajv';
import { type Json, toSnippet } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';
import { type Located, type OpenApiDocument, toLocation } from '../document.ts';
import type { Direction } from './_access.ts';
import { createAjv } from './_ajv.ts';
import { isPart, withMemory } from './_judge-part.ts';
import { addJudges, createJudge } from './_judges.ts';
import { lowerSchema } from './_lower.ts';
import type { Reading } from './_reading.ts';
import { toViolations } from './_reported.ts';
import type { Validate, Violation } from './_violation.ts';
import { fresh, toCopyKey, toWay, type Way } from './_way.ts';

export type { Direction } from './_access.ts';
export type { Reading } from './_reading.ts';
export type { Validate, Violation } from './_violation.ts';

/** The validators of one document in one direction; each schema is compiled on its first use. */
export class Validators {
  readonly #document: OpenApiDocument;
  readonly #direction: Direction;
  readonly #reading: Reading;
  readonly #ajv = createAjv();
  readonly #ids = new Map<string, string>();
  readonly #places = new WeakMap<object, Located>();
  /** By the node of a schema: for the document, and for each scope of dynamic references. */
  readonly #known = new WeakMap<object, WeakMap<object, Validate>>();
  readonly #judges = new Map<string, Validate>();
  #pending: { readonly id: string; readonly at: Located; readonly way: Way }[] = [];

  constructor(document: OpenApiDocument, direction: Direction, reading: Reading = 'lenient') {
    this.#document = document;
    this.#direction = direction;
    this.#reading = reading;
    this.#ajv.addSchema({}, 'standin:anything');
    addJudges(this.#ajv, (name) => this.#judges.get(name) ?? accept);
  }

  /** The validator of the schema at this place. Nothing is compiled until it is called. */
  for(at: Located): Validate {
    if (typeof at.node !== 'object' || at.node === null) return at.node === false ? refuse : accept;
    const owner = at.scope ?? this.#document;
    const known = this.#known.get(owner) ?? new WeakMap<object, Validate>();
    this.#known.set(owner, known);
    const validate = known.get(at.node) ?? this.#toValidate(at, fresh);
    known.set(at.node, validate);
    return validate;
  }

  /** The same for what lives on: an object that was judged is not judged again. */
  readonly stored = { for: (at: Located): Validate => this.#withMemory(this.for(at)) };
  readonly #withMemory = memoise(withMemory);

  #toValidate(at: Located, way: Way): Validate {
    let run: ValidateFunction | undefined;
    const findPlace = (lowered: object) => this.#places.get(lowered);
    return (value) => {
      run ??= this.#compile(at, way);
      return run(value) ? valid : toViolations(run.errors ?? [], findPlace);
    };
  }

  #compile(at: Located, way: Way): ValidateFunction {
    const id = this.#refer(at, way);
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
      reading: this.#reading,
      way,
      refer: (target, next) => this.#refer(target, next),
      defer: (place, keyword, next) => this.#defer(place, keyword, next),
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

  #defer(at: Located, keyword: string, way: Way): string {
    const name = `${keyword} ${toCopyKey(at, way)}`;
    if (this.#judges.has(name)) return name;
    const document = this.#document;
    const reading = this.#reading;
    const inPlace = (place: Located) => this.#toValidate(place, toWay(way, document, place));
    const below = (place: Located) => this.for(place);
    const again = (place: Located) => this.stored.for(place);
    const lives = this.#direction === 'response';
    const part = (place: Located) => (lives && isPart(place) ? again(place) : below(place));
    const bench = { document, reading, inPlace, below, part, again };
    let judge: Validate | undefined;
    this.#judges.set(name, (value) => {
      judge ??= createJudge(at, keyword, bench);
      return judge(value);
    });
    return name;
  }
}

const valid: readonly Violation[] = [];
const accept: Validate = () => valid;
const refuse: Validate = (value: Json) => [
  {
    instanceLocation: '',
    keywordLocation: '',
    rule: 'false',
    value: toSnippet(value),
    message: 'must not be here: the document rules it out',
  },
];
