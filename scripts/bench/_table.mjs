// @ts-check

/**
 * A Markdown table.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function toTable(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
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
