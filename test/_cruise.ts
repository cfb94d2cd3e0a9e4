import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseAst } from 'vitest/node';

/** Texts of TypeScript files by path, relative to the root and with `/`. */
export type Sources = ReadonlyMap<string, string>;

/** A node of the syntax tree, of which only these two fields are known. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** One mention of another module, for its values or for its types alone. */
export interface Import {
  /** Absent when the specifier is computed at run time. */
  readonly specifier: string | undefined;
  /** `path:line` of the mention. */
  readonly place: string;
}

/** A file and what its syntax tree says. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** The whole tree, parents first. */
  readonly nodes: readonly Node[];
  /** The statements of the file. */
  readonly statements: readonly Node[];
}

/** The floors of the house by height; equal heights are wings that do not see each other. */
export const heights: Readonly<Record<string, number>> = {
  kernel: 0,
  spec: 1,
  fixtures: 2,
  mock: 3,
  harness: 3,
  cli: 4,
};

/** Reads every TypeScript file of the floors that exist under a root. */
export function readSources(root: string): Sources {
  const existing = readdirSync(root).filter((folder) => folder in heights);
  const files = existing.flatMap((floor) => walk(root, floor));
  return new Map(files.map((file) => [file, readFileSync(`${root}/${file}`, 'utf8')]));
}

function walk(root: string, folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(root, path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** Parses each file; throws with its path when one is not TypeScript. */
export function cruise(sources: Sources): readonly Module[] {
  return [...sources].map(([path, text]) => toModule(path, text));
}

function toModule(path: string, text: string): Module {
  const program: unknown = parseAst(text, { lang: 'ts' }, path);
  const nodes = toNodes(program);
  const imports = nodes.filter(isImport).map((node) => ({
    specifier: toSpecifier(node),
    place: toPlace({ path, text }, node.start),
  }));
  return { path, text, nodes, imports, statements: toChildren(nodes[0]?.body) };
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
  'TSExternalModuleReference',
]);

function isImport(node: Node): boolean {
  const isLocalExport = node.type === 'ExportNamedDeclaration' && !isNode(node.source);
  return importing.has(node.type) && !isLocalExport;
}

function toSpecifier(node: Node): string | undefined {
  const source = node.source ?? node.expression;
  if (!isNode(source) || source.type !== 'Literal') return undefined;
  return typeof source.value === 'string' ? source.value : undefined;
}

function toNodes(value: unknown): Node[] {
  return toChildren(value).flatMap((node) => [node, ...Object.values(node).flatMap(toNodes)]);
}

function toChildren(value: unknown): Node[] {
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** `path:line` of an offset in a file. */
export function toPlace(file: Pick<Module, 'path' | 'text'>, offset: number): string {
  return `${file.path}:${file.text.slice(0, offset).split('\n').length}`;
}

/** The path a relative specifier means; nothing for a package. */
export function toTarget(from: string, specifier: string | undefined): string | undefined {
  if (!specifier?.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier);
}

/** The package of a specifier, without its subpath; nothing for a file or a part of Node. */
export function toPackage(specifier: string | undefined): string | undefined {
  if (specifier === undefined || specifier.startsWith('.')) return undefined;
  if (specifier.startsWith('node:')) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
