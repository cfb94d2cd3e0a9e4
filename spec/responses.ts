import { isInRange, toMediaType } from '../kernel/media-type.ts';
import type { Content, Operation, ResponseSpec } from './model.ts';

/** The response an operation declares for a status: exact, then range, then `default`. */
export function findResponse(operation: Operation, status: number): ResponseSpec | undefined {
  const by = (key: string) => operation.responses.find((response) => response.key === key);
  return by(String(status)) ?? by(`${Math.floor(status / 100)}XX`) ?? by('default');
}

/**
 * The status a successful call answers with: the first preferred one that is declared, else the
 * first declared success, else the first declared redirection, else the first preferred one under
 * `2XX` or `default`.
 */
export function pickSuccess(operation: Operation, preferred: readonly number[]): number {
  const keys = new Set(operation.responses.map((response) => response.key));
  const exact = preferred.find((status) => keys.has(String(status)));
  if (exact !== undefined) return exact;
  const find = (pattern: RegExp) => [...keys].find((key) => pattern.test(key));
  const declared = find(/^2\d\d$/) ?? (keys.has('2XX') ? undefined : find(/^30[12378]$/));
  return declared === undefined || keys.has('2XX') ? (preferred[0] ?? 200) : Number(declared);
}

/** The most specific content whose media type or range takes this media type (OpenAPI §4.8.14). */
export function findContent(content: readonly Content[], mediaType: string): Content | undefined {
  const wanted = toMediaType(mediaType);
  if (!wanted) return undefined;
  const takes = content.filter((candidate) => {
    const range = toMediaType(candidate.mediaType);
    return range !== undefined && isInRange(wanted, range);
  });
  const rank = ({ mediaType: text }: Content) => (text.match(/\*/g) ?? []).length;
  return takes.sort((a, b) => rank(a) - rank(b))[0];
}
