import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isJsonObject, type Json } from '../kernel/json.ts';
import { appendToken } from '../kernel/pointer.ts';
import { findNearest } from '../kernel/words.ts';
import { DocumentError, type Position } from '../spec/fault.ts';
import { readSource } from '../spec/read-source.ts';
import { type Source, toSource } from '../spec/source.ts';

/** The names under which a configuration is found. */
const names = ['yaml', 'yml', 'json', 'mjs', 'js', 'cjs', 'ts', 'mts'].map(
  (extension) => `standin.config.${extension}`,
);

/**
 * The path of the configuration in a folder; undefined when there is none. Throws `DocumentError`
 * when there are several: nobody could tell which one counts.
 */
export function findConfigFile(folder: string): string | undefined {
  const [first, second] = names.filter((name) => existsSync(join(folder, name)));
  if (first === undefined || second === undefined) return first;
  throw toError(
    { file: second, line: 1, column: 1 },
    `There are two configurations, ${first} and ${second}.`,
    'Keep one of them, or name the one you mean: --config.',
  );
}

/** Reads a configuration: a module's default export, or YAML or JSON. Throws `DocumentError`. */
export async function readConfigFile(path: string): Promise<Source> {
  if (!existsSync(path)) throw toMissing(path);
  return /\.[cm]?[jt]s$/.test(path) ? readModule(path) : readSource(path);
}

function toMissing(path: string): DocumentError {
  const near = findNearest(
    path,
    names.filter((name) => existsSync(name)),
  );
  const mend = near ? `Did you mean "${near}"?` : 'Check the path.';
  return toError({ file: path, line: 1, column: 1 }, 'No such file.', mend);
}

async function readModule(path: string): Promise<Source> {
  const start = { file: path, line: 1, column: 1 };
  const module = await importModule(path);
  const value: unknown = Reflect.get(module, 'default');
  if (value === undefined) {
    const mend = 'Write "export default { … }".';
    throw toError(start, 'The module has no default export.', mend);
  }
  return toSource(pathToFileURL(path).href, path, toJson(value, { pointer: '', start }));
}

/** What a changed file says now, not what it said when it was first imported. */
async function importModule(path: string): Promise<object> {
  const full = resolve(path);
  delete createRequire(import.meta.url).cache[full];
  const url = `${pathToFileURL(full).href}?changed=${statSync(full).mtimeMs}`;
  try {
    return await import(url);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION') throw toUnreadable(path);
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const mend = 'Mend the module, or write plain YAML: standin.config.yaml.';
    throw toError(toPlace(error, path), reason.replace(/\?changed=[\d.]+/g, ''), mend);
  }
}

function toUnreadable(path: string): DocumentError {
  return toError(
    { file: path, line: 1, column: 1 },
    `Node ${process.versions.node} runs no TypeScript.`,
    'Write standin.config.mjs (with "@ts-check" it has types too), or use Node 22.18 or later.',
  );
}

/** Where in the module it happened, as far as the stack tells. */
function toPlace(error: unknown, path: string): Position {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(`${escaped}(?:\\?changed=[\\d.]+)?:(\\d+)(?::(\\d+))?`).exec(stack);
  const [, line = '1', column = '1'] = found ?? [];
  return { file: path, line: Number(line), column: Number(column) };
}

interface ValuePlace {
  readonly pointer: string;
  readonly start: Position;
}

/** The value as JSON; members that are undefined are left out, as `JSON.stringify` does. */
function toJson(value: unknown, { pointer, start }: ValuePlace): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      toJson(item, { pointer: appendToken(pointer, index), start }),
    );
  }
  if (isJsonObject(value) && isPlain(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(
      members.map(([name, member]) => [
        name,
        toJson(member, { pointer: appendToken(pointer, name), start }),
      ]),
    );
  }
  const what = typeof value === 'object' ? `a ${value?.constructor?.name}` : `a ${typeof value}`;
  const mend = 'Write texts, numbers, booleans, lists and objects: what JSON can say.';
  const place = pointer === '' ? 'The configuration' : pointer;
  throw toError(start, `${place} is ${what}.`, mend);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function toError(position: Position, message: string, mend: string): DocumentError {
  return new DocumentError([{ severity: 'error', position, pointer: '', message, mend }]);
}
