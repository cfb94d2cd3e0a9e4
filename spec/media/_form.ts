import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { encodePercent } from '../parameters/percent.ts';

/** An object as a form: arrays are names that come again, objects JSON (OpenAPI 3.1 §4.8.15.1). */
export function writeForm(value: Json): string {
  if (!isJsonObject(value)) return encodeFormText(toText(value));
  return Object.entries(value)
    .flatMap(([name, member]) => {
      const items = isJsonArray(member) ? member : [member];
      return items.map((item) => `${encodeFormText(name)}=${encodeFormText(toText(item))}`);
    })
    .join('&');
}

function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function encodeFormText(text: string): string {
  return encodePercent(text).replaceAll('%20', '+');
}
