import { readFileSync } from 'node:fs';

/** The version in package.json, which stands two folders up from the built file, one from source. */
export function getVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const text = readFileSync(new URL(path, import.meta.url), 'utf8');
      const { version } = JSON.parse(text);
      if (typeof version === 'string') return version;
    } catch {
      // Not there: the next place is.
    }
  }
  return '0.0.0';
}
