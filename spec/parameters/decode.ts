import type { Finding } from '../../kernel/finding.ts';
import type { Fields } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import type { OpenApiDocument } from '../document.ts';
import type { Parameter, ParameterLocation } from '../model.ts';
import { createNotes, type Target, textSlips } from './_notes.ts';
import { maxPairs, type Pair, parseCookies, parseQuery, type QueryPairs } from './_pairs.ts';
import { type CompiledParameter, compileReaders, type RequestParts } from './_readers.ts';

/** The parts of a request that parameters are read from, all of them undecoded. */
export interface RawParameters {
  /** The raw text in the path that stands where the template has this name. */
  readonly path: (name: string) => string | undefined;
  /** The raw query string without `?`. */
  readonly query: string;
  readonly fields: Fields;
}

/** Values by parameter name, as the document spells it. The objects have no prototype. */
export type ParameterValues = Readonly<Record<ParameterLocation, Readonly<Record<string, Json>>>>;

/** What was read. */
export interface DecodedParameters {
  /** The values of the parameters that are there and have no finding; not yet validated. */
  readonly values: ParameterValues;
  readonly findings: readonly Finding[];
}

/** Reads the parameters of one operation out of requests. */
export interface ParameterDecoder {
  decode(request: RawParameters): DecodedParameters;
}

/**
 * Compiles parameters into a decoder from text to JSON values by style and schema (OpenAPI 3.1
 * §4.8.12.3). Findings tell what is missing or cannot be read; whether a value fits its schema is
 * left to validation. An empty value that `allowEmptyValue` permits and that the schema has no
 * string for is left out of the values, so that nothing is held against it.
 */
export function compileParameters(
  document: OpenApiDocument,
  parameters: readonly Parameter[],
): ParameterDecoder {
  const compiled = compileReaders(document, parameters);
  const used = new Set(parameters.map((parameter) => parameter.in));
  const takesTabs = parameters.some(({ style }) => style === 'tabDelimited');
  return {
    decode: ({ path, query, fields }) => {
      const findings: Finding[] = [];
      const parsed = parseQuery(query, takesTabs);
      const broken =
        parsed.bad.length > 0 || parsed.isCut ? report(parsed, compiled, findings) : [];
      const cookies: readonly Pair[] = used.has('cookie') ? parseCookies(fields.cookie) : [];
      const parts = { path, query: parsed.pairs, rawQuery: query, cookies, fields };
      const values = createValues(used);
      for (const one of compiled) {
        if (broken.includes(one)) continue;
        const value = readOne(one, parts, findings);
        if (value !== undefined) values[one.parameter.in][one.parameter.name] = value;
      }
      return { values, findings };
    },
  };
}

const remedies: Readonly<Record<ParameterLocation, string>> = {
  path: 'write it in the path',
  query: 'add it to the query string',
  header: 'send this header',
  cookie: 'send this cookie',
};

function readOne(
  one: CompiledParameter,
  parts: RequestParts,
  findings: Finding[],
): Json | undefined {
  const { parameter, shape, target } = one;
  const before = findings.length;
  const notes = createNotes(target, findings);
  const value = one.read(parts, notes);
  if (findings.length > before) return undefined;
  if (value === undefined && parameter.required && parameter.in !== 'path') {
    const other = parameter.in === 'query' && findNamesake(parameter.name, parts.query);
    const says = other ? `it is missing: ${other}` : 'it is missing';
    return notes.add({ rule: 'required', says, mend: remedies[parameter.in] });
  }
  const isNothing =
    value === '' && parameter.allowEmptyValue && shape.types?.has('string') === false;
  return isNothing ? undefined : value;
}

/** A key that differs from the name in its brackets only, which clients like to add or forget. */
function findNamesake(name: string, pairs: readonly Pair[]): string | undefined {
  const bare = name.replace(/\[.*$/, '');
  const found = pairs.find(({ key }) => key.replace(/\[.*$/, '') === bare);
  return found && `the query has ${found.key}, but this parameter is called ${name}`;
}

/** Reports what is wrong with the query string itself and answers the parameters it spoils. */
function report(
  { bad, isCut }: QueryPairs,
  compiled: readonly CompiledParameter[],
  findings: Finding[],
): CompiledParameter[] {
  const owners = bad.map(({ rule, key, value }) => {
    const owner = compiled.find((one) => one.parameter.in === 'query' && one.claims(key));
    const target: Target = owner?.target ?? { part: 'query', name: key, keywordLocation: '' };
    createNotes(target, findings).add({ ...textSlips[rule], value });
    return owner;
  });
  if (isCut) {
    const says = `it has more than ${maxPairs} pairs; the rest was not read`;
    const notes = createNotes({ part: 'query', keywordLocation: '' }, findings);
    notes.add({ rule: 'too-many', says, mend: 'send fewer pairs' });
  }
  return owners.filter((owner) => owner !== undefined);
}

type OwnValues = Record<ParameterLocation, Record<string, Json>>;

const nothing: Record<string, Json> = Object.freeze(Object.create(null));

/** Objects without a prototype are dear to make: only for the locations that are in use. */
function createValues(used: ReadonlySet<ParameterLocation>): OwnValues {
  const create = (place: ParameterLocation): Record<string, Json> =>
    used.has(place) ? Object.create(null) : nothing;
  return {
    path: create('path'),
    query: create('query'),
    header: create('header'),
    cookie: create('cookie'),
  };
}
