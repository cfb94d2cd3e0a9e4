// @ts-check

/** The media type of a Content-Type field without its parameters, in lower case. @param {string} field */
export function toEssence(field) {
  return (field.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** @param {string} essence */
export function isJson(essence) {
  return /^[^/]+\/(json|[^/]+\+json)$/.test(essence);
}

/** One JSON value a line. @param {string} essence */
export function isJsonLines(essence) {
  return /[/+](x-)?(ndjson|jsonl|json-lines|json-seq)$/.test(essence);
}

/** @param {string} essence */
export function isText(essence) {
  return /^text\//.test(essence) && !/xml/.test(essence);
}

/** @param {string} essence */
export function isXml(essence) {
  return /[/+]xml$/.test(essence);
}

/** Whether a declared media type or range covers one. @param {string} declared @param {string} essence */
export function covers(declared, essence) {
  const range = toEssence(declared);
  if (range === essence || range === '*/*' || range === '*') return true;
  return range.endsWith('/*') && essence.startsWith(range.slice(0, -1));
}
