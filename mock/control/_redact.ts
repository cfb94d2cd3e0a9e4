import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';

const secretNames = /password|passwd|secret|token|api[-_]?key|authorization|cookie|credential/i;
const hidden = '[redacted]';

/** Fields with what identifies somebody taken out. */
export function redactFields(fields: Iterable<readonly [string, string]>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of fields) {
    shown[name.toLowerCase()] = secretNames.test(name) ? hidden : value;
  }
  return shown;
}

/** A request target whose query holds no secrets. */
export function redactTarget(target: string): string {
  return target.replace(/([?&])([^=&]*)=([^&]*)/g, (pair, mark: string, name: string) =>
    secretNames.test(name) ? `${mark}${name}=${hidden}` : pair,
  );
}

/** The most characters of a body that are shown. */
const shown = 8192;

/** A body whose JSON members with telling names are taken out, shortened. */
export function redactBody(text: string): string {
  if (!secretNames.test(text)) return text.slice(0, shown);
  try {
    return JSON.stringify(redactValue(JSON.parse(text))).slice(0, shown);
  } catch {
    // No JSON: hide what follows a telling name, as in a form.
    return text
      .replace(/([^=&\s]+)=([^&\s]*)/g, (pair, name: string) =>
        secretNames.test(name) ? `${name}=${hidden}` : pair,
      )
      .slice(0, shown);
  }
}

function redactValue(value: Json): Json {
  if (isJsonArray(value)) return value.map(redactValue);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    name,
    secretNames.test(name) ? hidden : redactValue(member),
  ]);
  return Object.fromEntries(members);
}
