// @ts-check

/** The media type of a Content-Type field without its parameters, in lower case. @param {string} field */
export function toEssence(field) {
  return (field.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Whether a key of a `content` map is a media type or a range. @param {string} key */
export function isMediaType(key) {
  return /^[^\s/;,]+\/[^\s/;,]+/.test(key.trim()) || key === '*';
}

/** Whether such a key belongs below a media type, or beside the map. @param {string} key */
export function isMisplaced(key) {
  return /^(x-.*|schema|itemSchema|examples?|encoding|prefixEncoding|itemEncoding)$/.test(key);
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

/** A body of named fields, which is an object whatever its schema says. @param {string} field */
export function isForm(field) {
  return /^(multipart\/form-data|application\/x-www-form-urlencoded)$/.test(toEssence(field));
}

/** Whether a declared media type or range covers one. @param {string} declared @param {string} essence */
export function covers(declared, essence) {
  const range = toEssence(declared);
  if (range === essence || range === '*/*' || range === '*') return true;
  return range.endsWith('/*') && essence.startsWith(range.slice(0, -1));
}
