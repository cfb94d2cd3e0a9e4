import { type MediaType, toCloseness, toDeclaredTypes, toMediaType } from '../kernel/media-type.ts';
import { memoise, memoiseEach } from '../kernel/memo.ts';
import type { Content, Operation, ResponseSpec } from './model.ts';

/** The response an operation declares for a status: exact, then range, then `default`. */
export const findResponse = memoiseEach<Operation, number, ResponseSpec | undefined>(
  100,
  (operation, status) => {
    const by = (key: string) => operation.responses.find((response) => response.key === key);
    return by(String(status)) ?? by(`${Math.floor(status / 100)}XX`) ?? by('default');
  },
);

/**
 * The status a successful call answers with: the first preferred one that is declared, else the
 * first declared success, else the first preferred one under `2XX`, a redirection, or the first
 * preferred one under `default`. An operation that declares nothing of the kind answers with what
 * it does declare: a 101, which no plain request can get, or an error.
 */
export function pickSuccess(operation: Operation, preferred: readonly number[]): number {
  const keys = operation.responses.map((response) => response.key);
  const has = (key: string) => keys.includes(key);
  const find = (pattern: RegExp) => keys.filter((key) => pattern.test(key)).map(Number)[0];
  const wished = preferred[0] ?? 200;
  return (
    preferred.find((status) => has(String(status))) ??
    find(/^2\d\d$/) ??
    (has('2XX') ? wished : undefined) ??
    find(/^30[12378]$/) ??
    (has('3XX') ? 302 : undefined) ??
    (has('default') ? wished : undefined) ??
    find(/^101$/) ??
    find(/^[345]\d\d$/) ??
    (has('4XX') ? 400 : undefined) ??
    (has('5XX') ? 500 : undefined) ??
    wished
  );
}

/** The content whose media type or range is the closest that takes this media type (OpenAPI §4.8.14). */
export const findContent = memoiseEach<readonly Content[], string, Content | undefined>(
  8,
  toContent,
);

function toContent(content: readonly Content[], mediaType: string): Content | undefined {
  const wanted = toMediaType(mediaType);
  if (!wanted) return undefined;
  let best: Content | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const candidate of content) {
    for (const declared of getTypes(candidate)) {
      const closeness = toCloseness(wanted, declared) ?? Number.NEGATIVE_INFINITY;
      if (closeness > most) [best, most] = [candidate, closeness];
    }
  }
  return best;
}

/** The media types and ranges that a key of a `content` map means; at least one. */
export const getTypes: (content: Content) => readonly MediaType[] = memoise(({ mediaType }) =>
  toDeclaredTypes(mediaType),
);

/** RFC 9110 §15.3.5, §15.3.6 and §15.4.5: there is no content, whatever a document declares. */
export function isEmpty(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
