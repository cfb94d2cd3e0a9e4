import {
  getOwn,
  isJsonArray,
  isJsonObject,
  type Json,
  toArray,
  toText,
} from '../../kernel/json.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import { viewSchema } from '../../spec/schema.ts';

/** Who sends what a schema describes: what the server assigns is required of it alone. */
export type Sender = 'consumer' | 'provider';

/**
 * Schemas as the comparator understands them: every reference leads into one list, whatever file it
 * came from, and what it does not know (or would fail on) is left out.
 */
export class ComparableSchemas {
  readonly #document: OpenApiDocument;
  readonly #names = new Map<string, string>();
  readonly #places = new Map<string, Located>();
  readonly #components: Record<string, Json> = {};

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** By name, for `components.schemas`. */
  get components(): Readonly<Record<string, Json>> {
    return this.#components;
  }

  /** Where the schema of that name is written. */
  find(name: string): Located | undefined {
    return this.#places.get(name);
  }

  /** The schema itself, not a reference: the comparator looks at `type` without following one. */
  inline(at: Located, sender: Sender): Json {
    return this.#convert(this.#document.follow(at) ?? at, { sender, omit: noNames });
  }

  /** A reference to the schema. */
  refer(at: Located, sender: Sender, omit: ReadonlySet<string> = noNames): Json {
    const target = this.#document.follow(at);
    if (!target) return {};
    const key = [sender, target.source.uri, target.pointer, ...[...omit].sort()].join('\n');
    const known = this.#names.get(key);
    if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
    const name = `S${this.#names.size}`;
    // Before it is converted: a schema may contain itself.
    this.#names.set(key, name);
    this.#places.set(name, target);
    this.#components[name] = this.#convert(target, { sender, omit });
    return { $ref: `#/components/schemas/${name}` };
  }

  #convert(at: Located, how: Conversion): Json {
    if (at.node === false) return { not: {} };
    if (!isJsonObject(at.node)) return {};
    const assigned = how.sender === 'consumer' ? this.#findAssigned(at) : noNames;
    const omit = new Set([...how.omit, ...assigned]);
    const inner: Conversion = { sender: how.sender, omit };
    const members = Object.keys(at.node).flatMap((name): [string, Json][] => {
      const value = this.#convertMember(at, name, inner);
      return value === undefined ? [] : [[name, value]];
    });
    const converted = Object.fromEntries(members);
    if (getOwn(at.node, '$ref') === undefined) return converted;
    const target = this.refer(at, how.sender, omit);
    // In OpenAPI 3.0 what stands beside a $ref is ignored (§4.7.23).
    const isAlone = members.length === 0 || this.#document.isLegacyDialect;
    return isAlone ? target : { allOf: [target, converted] };
  }

  #convertMember(at: Located, name: string, how: Conversion): Json | undefined {
    const member = this.#document.child(at, name);
    if (!member) return undefined;
    const below = { ...how, omit: noNames };
    if (name === 'required') return toRequired(member.node, how.omit);
    if (name === 'pattern') return isPattern(member.node) ? member.node : undefined;
    if (name === 'properties') return this.#convertAll(member, below);
    if (name === 'allOf') return this.#convertEach(member, how);
    if (name === 'anyOf' || name === 'oneOf') return this.#convertEach(member, how);
    if (name === 'items' || name === 'not') return this.#convert(member, below);
    if (name === 'additionalProperties') return this.#convertRest(at, member, below);
    return plain.has(name) ? member.node : undefined;
  }

  #convertAll(at: Located, how: Conversion): Json {
    const members = this.#document.children(at);
    return Object.fromEntries(members.map(({ name, at: one }) => [name, this.#convert(one, how)]));
  }

  #convertEach(at: Located, how: Conversion): Json {
    return this.#document.children(at).map(({ at: one }) => this.#convert(one, how));
  }

  /** The comparator knows no `patternProperties`: what they admit must not be refused as a rest. */
  #convertRest(at: Located, member: Located, how: Conversion): Json | undefined {
    if (getOwn(at.node, 'patternProperties') !== undefined) return undefined;
    return typeof member.node === 'boolean' ? member.node : this.#convert(member, how);
  }

  #findAssigned(at: Located): ReadonlySet<string> {
    const { properties } = viewSchema(this.#document, at);
    const names = [...properties].filter(([, one]) => viewSchema(this.#document, one).readOnly);
    return new Set(names.map(([name]) => name));
  }
}

interface Conversion {
  readonly sender: Sender;
  /** Properties that are not required here, because the server assigns them. */
  readonly omit: ReadonlySet<string>;
}

const noNames: ReadonlySet<string> = new Set();

/** Keywords that are taken over as they are. */
const plain = new Set([
  ...['type', 'enum', 'const', 'format', 'nullable', 'uniqueItems', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
]);

function toRequired(node: Json, omit: ReadonlySet<string>): Json | undefined {
  const names = toArray(node).filter((name) => !omit.has(toText(name) ?? ''));
  return isJsonArray(node) && names.length > 0 ? names : undefined;
}

/** One that does not compile would stop the whole comparison. */
function isPattern(node: Json): boolean {
  try {
    return typeof node === 'string' && new RegExp(node, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
