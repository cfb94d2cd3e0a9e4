import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Block } from './_readme.ts';
import { toFileName, toUse } from './_readme.ts';
import { type Child, type Ending, startChild } from './support/child.ts';
import { pets } from './support/pets.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = `${root}node_modules`;

/** A folder inside the project, so that `import 'standin'` means the package itself. */
export interface Room {
  /** Compiles the modules and tests among the blocks, with their types; fails with what tsc says. */
  compile(blocks: readonly Block[]): Promise<Ending>;
  runModule(block: Block): Promise<Ending>;
  runTests(block: Block): Promise<Ending>;
  /** Runs commands; the port that a README names is the one that is given. */
  runCommands(block: Block, port: number): Child;
  remove(): void;
}

/** Makes a room with the files that the blocks name in it. */
export function createRoom(blocks: readonly Block[]): Room {
  const path = `${root}.standin/readme-${process.pid}`;
  rmSync(path, { recursive: true, force: true });
  mkdirSync(`${path}/bin`, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(`${path}/${name}`, text);
  write('openapi.yaml', JSON.stringify(pets));
  for (const { code } of blocks.filter((block) => toUse(block) === 'file')) {
    write(toFileName(code) ?? '', code);
  }
  writeTools(path);
  const env = { PATH: `${path}/bin${delimiter}${process.env.PATH ?? ''}` };
  const node = (...args: string[]) => startChild(process.execPath, args, { cwd: path }).ended;
  return {
    compile: (all) => {
      write('tsconfig.json', JSON.stringify(settings));
      for (const block of all) write(toModuleName(block, 'ts'), block.code);
      return node(`${modules}/typescript/bin/tsc`, '-p', 'tsconfig.json');
    },
    runModule: (block) => node(toModuleName(block, 'js')),
    runTests: (block) =>
      node(`${modules}/vitest/vitest.mjs`, 'run', '--root', path, toModuleName(block, 'js')),
    runCommands: ({ code }, port) => {
      const script = code.replaceAll('4010', String(port));
      return startChild('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: path, env });
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** `standin` and `npx standin` as a user has them, and Vitest's settings. */
function writeTools(path: string): void {
  const command = `"${process.execPath}" "${root}dist/cli/main.js"`;
  writeFileSync(`${path}/bin/standin`, `#!/bin/sh\nexec ${command} "$@"\n`);
  writeFileSync(
    `${path}/bin/npx`,
    `#!/bin/sh\n[ "$1" = standin ] && shift && exec ${command} "$@"\necho "npx $1 is not run here" >&2\nexit 1\n`,
  );
  chmodSync(`${path}/bin/standin`, 0o755);
  chmodSync(`${path}/bin/npx`, 0o755);
  // Vite does not know that a package may import itself by its name.
  const alias = { standin: `${root}dist/mock/index.js` };
  const config = { test: { include: ['*.test.js'] }, resolve: { alias } };
  writeFileSync(`${path}/vitest.config.mjs`, `export default ${JSON.stringify(config)};\n`);
}

const settings = {
  compilerOptions: {
    ...{ module: 'nodenext', target: 'es2022', strict: true, skipLibCheck: true },
    ...{ lib: ['es2023', 'esnext.disposable', 'dom'], types: ['node'], noEmitOnError: true },
  },
  include: ['*.ts'],
};

function toModuleName(block: Block, extension: string): string {
  const kind = toUse(block) === 'test' ? '.test' : '';
  return `line-${block.line}${kind}.${extension}`;
}
