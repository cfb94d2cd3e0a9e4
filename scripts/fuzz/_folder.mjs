// @ts-check
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** @typedef {import('./_bases.mjs').Base} Base */

/** Where damaged documents lie beside the files that they refer to. */
export class Folder {
  #root = mkdtempSync(join(tmpdir(), 'standin-fuzz-'));
  /** @type {Map<string, string>} */
  #places = new Map();

  /** Writes a document; answers its path. @param {Base} base @param {string} file @param {string} text */
  write(base, file, text) {
    const path = join(this.#placeOf(base), file);
    writeFileSync(path, text);
    return path;
  }

  remove() {
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** @param {Base} base */
  #placeOf(base) {
    const known = this.#places.get(base.path);
    if (known) return known;
    const place = join(this.#root, `${this.#places.size}-${basename(base.path)}`);
    this.#places.set(base.path, place);
    if (/\$ref["']?\s*:\s*["']?[^#"'\s]/.test(base.text)) {
      cpSync(dirname(base.path), place, { recursive: true, filter: isSmall });
    } else mkdirSync(place, { recursive: true });
    const overlay = base.path.replace(/\.(ya?ml|json)$/i, '.overlay.yaml');
    if (existsSync(overlay)) cpSync(overlay, join(place, 'document.overlay.yaml'));
    return place;
  }
}

/** Folders, and what a document may refer to. @param {string} path */
function isSmall(path) {
  return /\.(ya?ml|json)$/i.test(path) || !/\.[^/.]+$/.test(path) || isFolder(path);
}

/** @param {string} path */
function isFolder(path) {
  try {
    return readdirSync(path).length >= 0;
  } catch {
    return false;
  }
}
