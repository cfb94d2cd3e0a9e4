import { isJsonArray, isJsonObject, type Json, toObject } from '../../kernel/json.ts';

/** Rows as text (RFC 4180), with a line of names when they are objects. */
export function writeCsv(rows: readonly Json[], byTabs: boolean): string {
  const names = [...new Set(rows.flatMap((row) => (isJsonObject(row) ? Object.keys(row) : [])))];
  const lines = rows.map((row) => {
    if (isJsonArray(row)) return row;
    return isJsonObject(row) ? names.map((name) => toObject(row)[name] ?? '') : [row];
  });
  const all = names.length > 0 ? [names, ...lines] : lines;
  return all
    .map((cells) => `${cells.map((cell) => toCell(cell, byTabs)).join(byTabs ? '\t' : ',')}\r\n`)
    .join('');
}

function toCell(value: Json, byTabs: boolean): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  if (byTabs) return text.replace(/[\t\r\n]/g, ' ');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
