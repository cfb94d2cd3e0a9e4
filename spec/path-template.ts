import { memoise } from '../kernel/memo.ts';

/** The names in a path template (OpenAPI 3.1 §4.8.8.2), in order: `/a/{b}/{c}` has b and c. */
export function getTemplateNames(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
}

/** The template with every name taken out: `/a/{b}` and `/a/{c}` are the same path. */
export function toCanonical(template: string): string {
  return template.replace(/\{[^{}]*\}/g, '{}');
}

/** The segments of a path or template, without the leading slash: `/a/{b}` has `a` and `{b}`. */
export function toSegments(path: string): string[] {
  return path.split('/').slice(1);
}

/** True when a segment is one name and nothing else, as `{id}` is and `{id}.json` is not. */
export function isNameSegment(segment: string | undefined): boolean {
  return segment !== undefined && /^\{[^{}]*\}$/.test(segment);
}

/** The names in the path of an operation, in order. */
export const namesOf: (operation: { readonly path: string }) => readonly string[] = memoise(
  ({ path }) => getTemplateNames(path),
);

/** How many names the path of a collection has: one for each of its ancestors' identities. */
export const levelOf: (resource: { readonly id: string }) => number = memoise(({ id }) =>
  countNames(id),
);

/** How many names a path template has. */
export function countNames(template: string): number {
  return template.split('{').length - 1;
}

const format = /(?<=[^/])\.(json|xml|ya?ml)$/i;

/** The extension in which a path asks for a form of data: `.json` of `/things/{id}.json`, else ''. */
export function toFormat(path: string): string {
  return format.exec(path)?.[0] ?? '';
}

/** The path of the thing itself, whatever the form in which it is asked for. */
export function withoutFormat(path: string): string {
  return path.replace(format, '');
}

/**
 * The segments that tell what a path is about: without an empty one at the end or an extension such
 * as `.json`, and with what follows a colon for itself, so that `/things/{id}:archive` has `things`,
 * `{id}` and `archive`.
 */
export function toParts(path: string): string[] {
  const segments = toSegments(withoutFormat(path));
  if (segments.at(-1) === '') segments.pop();
  return segments.flatMap((segment) => {
    const match = /^(\{[^{}]*\}|[^{}:]+):([a-z][\w-]*)$/i.exec(segment);
    return match ? match.slice(1) : [segment];
  });
}

/** The same of an operation's path. */
export const partsOf: (operation: { readonly path: string }) => readonly string[] = memoise(
  ({ path }) => toParts(path),
);
