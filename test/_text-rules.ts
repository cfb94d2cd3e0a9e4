import { posix } from 'node:path';
import { type Module, type Node, toPlace } from './_cruise.ts';
import type { Rule } from './_rule.ts';

const doors = ['mock/index.ts', 'harness/index.ts'];

/** Two front doors with an explicit list; no other file exists to pass on what others export. */
export const barrels: Rule = (modules) =>
  modules.flatMap((module) => {
    const stars = find(module, (node) => node.type === 'ExportAllDeclaration').map(
      (place) => `${place} exports everything of a module`,
    );
    const isAllowed = doors.includes(module.path) || !isBarrel(module);
    return isAllowed ? stars : [...stars, `${module.path} is a barrel`];
  });

function isBarrel({ path, statements }: Module): boolean {
  if (posix.basename(path) === 'index.ts') return true;
  const exports = statements.filter(({ type }) => type !== 'ImportDeclaration');
  return exports.length > 0 && exports.every(isPassingOn);
}

function isPassingOn({ type, declaration }: Node): boolean {
  return type === 'ExportAllDeclaration' || (type === 'ExportNamedDeclaration' && !declaration);
}

const voices = new Set(['exit', 'exitCode', 'stdout', 'stderr']);

/** Only the command line ends the process and speaks to its user. */
export const speech: Rule = (modules) =>
  modules
    .filter(({ path }) => !path.startsWith('cli/'))
    .flatMap((module) => [
      ...find(module, isSpeech).map((place) => `${place} speaks or exits outside cli/`),
      ...module.imports
        .filter(({ specifier }) => specifier === 'node:process' || specifier === 'node:console')
        .map(({ place, specifier }) => `${place} imports ${specifier} outside cli/`),
    ]);

function isSpeech({ type, object, property }: Node): boolean {
  if (type !== 'MemberExpression') return false;
  const owner = toName(object);
  return owner === 'console' || (owner === 'process' && voices.has(toName(property) ?? ''));
}

function toName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value)) return undefined;
  return typeof value.name === 'string' ? value.name : undefined;
}

const words = /contract|subscription|masstack|sales/gi;

/** The engine knows nothing of the APIs it ships with, not even in a comment. */
export const vocabulary: Rule = (modules) =>
  modules
    .filter(({ path }) => /^(kernel|mock|spec)\//.test(path))
    .flatMap((module) => [
      ...[...module.path.matchAll(words)].map(([word]) => `${module.path} is called "${word}"`),
      ...[...module.text.matchAll(words)].map(
        (match) => `${toPlace(module, match.index)} says "${match[0]}"`,
      ),
    ]);

const longest = 250;

/** A file has one job, and fits on a few screens. */
export const sizes: Rule = (modules) =>
  modules.flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, '').split('\n').length;
    return lines > longest ? [`${path} has ${lines} lines, more than ${longest}`] : [];
  });

/** Nothing is hidden from the compiler. */
export const escapes: Rule = (modules) =>
  modules.flatMap((module) => [
    ...find(module, ({ type }) => type === 'TSAnyKeyword').map((place) => `${place} says any`),
    ...find(module, ({ type }) => type === 'TSNonNullExpression').map(
      (place) => `${place} asserts that a value is there`,
    ),
    ...[...module.text.matchAll(/@ts-(ignore|nocheck|expect-error)/g)].map(
      (match) => `${toPlace(module, match.index)} says ${match[0]}`,
    ),
  ]);

function find(module: Module, isFound: (node: Node) => boolean): string[] {
  return module.nodes.filter(isFound).map((node) => toPlace(module, node.start));
}
