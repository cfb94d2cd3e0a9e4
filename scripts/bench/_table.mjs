// @ts-check
import { cpus, loadavg } from 'node:os';
import { canPin } from './_pin.mjs';

/**
 * A Markdown table.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function toTable(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

/** The machine, and what else it does. */
export function describeMachine() {
  const model = cpus()[0]?.model ?? 'unknown CPU';
  const place = canPin ? 'server and load on a core each' : 'not pinned';
  const load = loadavg().map((value) => value.toFixed(1));
  return `${model} × ${cpus().length}, Node ${process.version}, ${place}, load ${load.join(' ')}`;
}

/**
 * The middle one; of an even number the mean of the two in the middle.
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return (low + high) / 2;
}

/** @param {number} value */
export function toRatio(value) {
  return `×${value < 10 ? value.toFixed(2) : value.toFixed(0)}`;
}

/** @param {number} bytes */
export function toMegabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** @param {number} milliseconds */
export function toMs(milliseconds) {
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0)} ms`;
}
