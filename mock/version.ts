import { readFileSync } from 'node:fs';

/** The version in package.json, which stands two folders up from the built file, one from source. */
export function getVersion(): string {
  const versions = ['../package.json', '../../package.json'].map(readVersion);
  return versions.find((version) => version !== undefined) ?? '0.0.0';
}

function readVersion(path: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
    return typeof version === 'string' ? version : undefined;
  } catch {
    // Not there: the other place is.
    return undefined;
  }
}
