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
