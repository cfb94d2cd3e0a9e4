// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes THIRD-PARTY.txt into the bundle: name, version, licence and the licence's own text of
 * every package of which something was bundled. Their licences ask for it.
 * @returns {import('rolldown').Plugin}
 */
export function notices() {
  return {
    name: 'third-party-notices',
    generateBundle(_, bundle) {
      const ids = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? file.moduleIds : [],
      );
      const homes = new Set(ids.flatMap(findHome));
      const source = [...homes]
        .map(toNotice)
        .sort()
        .join(`\n${'-'.repeat(78)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source });
    },
  };
}

/**
 * The folder of the installed package that a module belongs to.
 * @param {string} id
 * @returns {string[]}
 */
function findHome(id) {
  const path = id.replaceAll('\\', '/');
  const match = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return match?.[1] !== undefined ? [match[1]] : [];
}

/** @param {string} home */
function toNotice(home) {
  const { name, version, license } = readManifest(home);
  const file = readdirSync(home).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file
    ? readFileSync(`${home}/${file}`, 'utf8').trim()
    : 'The package has no file with its text.';
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/**
 * @param {string} home
 * @returns {{ name: string, version: string, license: string }}
 */
function readManifest(home) {
  const path = `${home}/package.json`;
  if (!existsSync(path)) throw new Error(`${dirname(path)} has no package.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
