/** The lower-case words of a name in camelCase, snake_case, kebab-case or PascalCase. */
export function toWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

const isKey = /^[a-z0-9]*$/;

/** A spelling-independent key: `documents_id`, `documentsId` and `Documents-ID` are equal. */
export function toNameKey(name: string): string {
  return isKey.test(name) ? name : name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** The singular of an English plural as it stands in paths; anything else is left as it is. */
export function toSingular(word: string): string {
  if (/(ss|us|is)$/i.test(word)) return word;
  if (/ies$/i.test(word)) return `${word.slice(0, -3)}y`;
  if (/(tus|lias|bus|rus|pus|nus)es$/i.test(word)) return word.slice(0, -2);
  if (/(ches|shes|xes|sses|zes)$/i.test(word)) return word.slice(0, -2);
  return /s$/i.test(word) ? word.slice(0, -1) : word;
}

/** An `UPPER_SNAKE` label of any text, such as `NOT_FOUND` of `Not Found`. */
export function toLabel(text: string): string {
  return toWords(text).join('_').toUpperCase();
}

/** The candidate nearest to a word by edit distance, when one is near enough to be a slip. */
export function findNearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance, given up at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}
