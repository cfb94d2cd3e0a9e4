import type { HeaderSpec, Operation } from '../../spec/model.ts';

/** The signs in an operation's declarations that it knows more of HTTP. */
export interface Signs {
  /** Its header parameters, in lower case. */
  readonly parameters: ReadonlySet<string>;
  /** The keys of its responses. */
  readonly statuses: ReadonlySet<string>;
  readonly isConditional: boolean;
  /** True when it declares a field with a condition. */
  readonly hasConditions: boolean;
  readonly hasTags: boolean;
  readonly hasDates: boolean;
  /** True when it shows weak tags. */
  readonly isWeak: boolean;
  /** True when it changes something under a condition, so that reading has to tell validators. */
  readonly isWritten: boolean;
  readonly hasToldFields: boolean;
}

const tagFields = ['if-match', 'if-none-match'];
const dateFields = ['if-modified-since', 'if-unmodified-since'];

/** The fields that `tellFields` fills. */
const toldFields = ['location', 'content-location', 'retry-after'];

const known = new WeakMap<Operation, Signs>();

/** Reads the signs of an operation, once. */
export function readSigns(operation: Operation): Signs {
  const before = known.get(operation);
  if (before) return before;
  const signs = read(operation);
  known.set(operation, signs);
  return signs;
}

function read({ method, parameters: all, responses }: Operation): Signs {
  const named = all.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase());
  const parameters = new Set(named);
  const statuses = new Set(responses.map(({ key }) => key));
  const headers = responses.flatMap((response) => response.headers);
  const fields = new Map(headers.map((header) => [header.name.toLowerCase(), header]));
  const tag = fields.get('etag');
  const byTag = tag !== undefined || tagFields.some((name) => parameters.has(name));
  const hasDates = fields.has('last-modified') || dateFields.some((name) => parameters.has(name));
  const byStatus = ['304', '412', '428'].some((status) => statuses.has(status));
  const hasConditions = [...tagFields, ...dateFields].some((name) => parameters.has(name));
  const hasTags = byTag || (byStatus && !hasDates);
  return {
    ...{ parameters, statuses, hasConditions, hasTags, hasDates },
    isConditional: hasTags || hasDates,
    isWeak: tag !== undefined && showsWeak(tag),
    isWritten: method !== 'GET' && (hasConditions || statuses.has('412') || statuses.has('428')),
    hasToldFields: [...fields.keys()].some(
      (name) => toldFields.includes(name) || parameters.has(name),
    ),
  };
}

/** An example or a pattern with `W/"`. */
function showsWeak({ at, schema }: HeaderSpec): boolean {
  return [at.node, schema?.node ?? null].some((node) =>
    /W\/\\*"|"\^?W\\*\//.test(JSON.stringify(node)),
  );
}
