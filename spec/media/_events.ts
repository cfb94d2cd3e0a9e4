import { getOwn, isJsonObject, type Json } from '../../kernel/json.ts';

const fields = ['event', 'id', 'retry'];

/**
 * Items as an event stream (HTML, server-sent events §9.2.5). An item that has nothing but the fields
 * of an event is that event; any other is the data of one.
 */
export function writeEvents(items: readonly Json[]): string {
  return items.map((item) => `${toLines(item).join('\n')}\n\n`).join('');
}

function toLines(item: Json): string[] {
  if (!isEvent(item)) return toData(item);
  const head = fields.flatMap((name) => {
    const value = getOwn(item, name);
    return value === undefined || value === null ? [] : [`${name}: ${toOneLine(String(value))}`];
  });
  const data = getOwn(item, 'data');
  return data === undefined ? head : [...head, ...toData(data)];
}

function isEvent(item: Json): boolean {
  if (!isJsonObject(item)) return false;
  const names = Object.keys(item);
  const isKnown = (name: string) => name === 'data' || name === 'comment' || fields.includes(name);
  return names.length > 0 && names.every(isKnown) && (names.includes('data') || names.length > 1);
}

function toData(value: Json): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.split(/\r\n|\r|\n/).map((line) => `data: ${line}`);
}

function toOneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ');
}
