// @ts-check
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseText } from './_files.mjs';
import { get } from './_json.mjs';

/**
 * The OpenAPI documents among files and in folders: those whose root has `openapi` or `swagger`.
 * Pieces that documents refer to, overlays and anything else are passed over.
 * @param {readonly string[]} paths
 * @returns {{ name: string, path: string }[]}
 */
export function findDocuments(paths) {
  return paths.flatMap((path) =>
    statSync(path).isDirectory() ? inFolder(path, '') : [{ name: basename(path), path }],
  );
}

/** @param {string} folder @param {string} prefix @returns {{ name: string, path: string }[]} */
function inFolder(folder, prefix) {
  const found = readdirSync(folder, { withFileTypes: true });
  return found
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const name = prefix + entry.name;
      if (entry.isDirectory()) return inFolder(path, `${name}/`);
      return isDocument(path) ? [{ name, path }] : [];
    });
}

/** @param {string} path */
function isDocument(path) {
  if (!/\.(ya?ml|json)$/i.test(path) || /\.overlay\.ya?ml$/i.test(path)) return false;
  const written = readFileSync(path, 'utf8');
  if (!/["']?(openapi|swagger)["']?\s*:/.test(written)) return false;
  // Of YAML in block style the root's names stand at the start of a line: no need to read it all.
  if (!/^\s*[{[]/.test(written)) return /^["']?(openapi|swagger)["']?\s*:/m.test(written);
  try {
    const root = parseText(written);
    return get(root, 'openapi') !== undefined || get(root, 'swagger') !== undefined;
  } catch {
    return false;
  }
}
