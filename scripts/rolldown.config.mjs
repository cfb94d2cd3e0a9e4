// @ts-check
import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { ascii } from './_ascii.mjs';
import { notices } from './_notices.mjs';
import { root } from './_run.mjs';

const modules = `${root}/.standin/modules`;
const { dependencies, peerDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const installed = Object.keys({ ...dependencies, ...peerDependencies });

/**
 * Two entries and what they share. Every file lands one folder deep, as deep as the modules that
 * read documents and scenarios from beside themselves (`../spec/documents/…`). What npm installs
 * for a user stays outside; every other package comes in.
 */
export default defineConfig({
  input: { 'cli/main': `${modules}/cli/main.js`, 'mock/index': `${modules}/mock/index.js` },
  platform: 'node',
  external: (id) => installed.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [notices(), ascii()],
  output: {
    dir: `${root}/.standin/bundle`,
    format: 'esm',
    // Half the text to read at each start; the names stay, for whoever reads a stack.
    minify: { compress: true, mangle: false, codegen: true },
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});
