import { isJsonObject, type Json } from '../kernel/json.ts';
import type { OperationInfo } from '../mock/index.ts';

/** The curl line of an operation, for a POSIX shell. */
export function toCurl({ method, target, fields, body }: OperationInfo, url: string): string {
  const parts = ['curl -i'];
  if (method === 'HEAD') parts[0] = 'curl -I';
  else if (method !== 'GET') parts.push(`-X ${method}`);
  parts.push(quote(url + target));
  const isForm = fields.some(
    ([name, value]) => name === 'Content-Type' && /urlencoded/.test(value),
  );
  // Curl says itself that what `--data-urlencode` makes is a form.
  const sent = isForm ? fields.filter(([name]) => name !== 'Content-Type') : fields;
  for (const [name, value] of sent) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(isForm ? toForm(body) : `-d ${quote(JSON.stringify(body))}`);
  return parts.join(' ');
}

function toForm(body: Json): string {
  const toText = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
  if (!isJsonObject(body)) return `-d ${quote(toText(body))}`;
  const members = Object.entries(body);
  return members
    .map(([name, value]) => `--data-urlencode ${quote(`${name}=${toText(value)}`)}`)
    .join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
