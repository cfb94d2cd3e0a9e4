import { posix } from 'node:path';
import { heights, type Module, toPackage, toTarget } from './_cruise.ts';
import type { Rule } from './_rule.ts';

/** Where somebody else's module is imported: a package that may be missing, or a configuration. */
const mayImportLater = /^cli\/|^mock\/_config-file\.ts$/;

/** Imports go down; a wing does not see the other wing; every import leads somewhere. */
export const floors: Rule = (modules) => {
  const paths = new Set(modules.map((module) => module.path));
  return eachImport(modules, ({ path }, { specifier }) => {
    if (specifier === undefined) {
      return mayImportLater.test(path) ? undefined : 'imports what is only known at run time';
    }
    const target = toTarget(path, specifier);
    if (target === undefined) return undefined;
    if (!paths.has(target)) return `imports ${specifier}, which is no module of a floor`;
    return mayImport(path, target) ? undefined : `imports ${target}, which is not below`;
  });
};

function mayImport(path: string, target: string): boolean {
  const [from, to] = [toFloor(path), toFloor(target)];
  return from === to || (heights[to] ?? Infinity) < (heights[from] ?? -Infinity);
}

function toFloor(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

/** The kernel stands on nothing: no package, no part of Node, no other floor. */
export const kernel: Rule = (modules) =>
  eachImport(modules, ({ path }, { specifier }) => {
    if (!path.startsWith('kernel/')) return undefined;
    const isInside = toTarget(path, specifier)?.startsWith('kernel/') === true;
    return isInside ? undefined : `imports ${specifier} into the kernel`;
  });

/** No module reaches itself, be it by types alone. */
export const cycles: Rule = (modules) => {
  const targets = new Map(modules.map((module) => [module.path, toTargets(module)]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' → ')];
    if (done.has(path)) return [];
    const found = (targets.get(path) ?? []).flatMap((target) => visit(target, [...trail, path]));
    done.add(path);
    return found;
  };
  return modules.flatMap((module) => visit(module.path, []));
};

function toTargets({ path, imports }: Module): string[] {
  return imports.flatMap(({ specifier }) => toTarget(path, specifier) ?? []);
}

/** A file `_name.ts` is a drawer: only its own folder opens it. */
export const drawers: Rule = (modules) =>
  eachImport(modules, ({ path }, { specifier }) => {
    const target = toTarget(path, specifier);
    if (target === undefined || !posix.basename(target).startsWith('_')) return undefined;
    if (posix.dirname(target) === posix.dirname(path)) return undefined;
    return `opens ${target}, which is private to its folder`;
  });

const rooms: Readonly<Record<string, readonly string[]>> = {
  '@faker-js/faker': ['fixtures/generation/'],
  '@fastify/busboy': ['spec/'],
  '@pact-foundation/pact': ['harness/pact/'],
  '@pactflow/openapi-pact-comparator': ['harness/pact/'],
  ajv: ['spec/validation/'],
  'ajv-formats': ['spec/validation/'],
  chokidar: ['cli/'],
  commander: ['cli/'],
  express: ['mock/http/'],
  'fast-check': ['harness/'],
  ioredis: ['mock/state/'],
  'jsonpath-rfc9535': ['spec/'],
  'js-yaml': ['spec/'],
  negotiator: ['spec/', 'mock/'],
  pino: ['cli/'],
  yaml: ['spec/'],
};

/** A stranger stays in its own room, and one without a room does not come in. */
export const strangers: Rule = (modules) =>
  eachImport(modules, ({ path }, { specifier }) => {
    const name = toPackage(specifier);
    if (name === undefined) return undefined;
    const room = Object.hasOwn(rooms, name) ? rooms[name] : undefined;
    if (!room) return `imports ${name}, which has no room in the house`;
    if (room.some((folder) => path.startsWith(folder))) return undefined;
    return `imports ${name} outside ${room.join(' and ')}`;
  });

/** The rule of a manifest: what is imported is installed for a user, offered to, or bundled. */
export function installed(manifest: {
  readonly dependencies: object;
  readonly peerDependencies?: object;
  readonly devDependencies?: object;
}): Rule {
  const { dependencies, peerDependencies, devDependencies } = manifest;
  const names = { ...dependencies, ...peerDependencies, ...devDependencies };
  return (modules) =>
    eachImport(modules, (_, { specifier }) => {
      const name = toPackage(specifier);
      if (name === undefined || Object.hasOwn(names, name)) return undefined;
      return `imports ${name}, which package.json does not name`;
    });
}

type Complaint = (module: Module, mention: Module['imports'][number]) => string | undefined;

function eachImport(modules: readonly Module[], judge: Complaint): string[] {
  return modules.flatMap((module) =>
    module.imports.flatMap((mention) => {
      const complaint = judge(module, mention);
      return complaint === undefined ? [] : [`${mention.place} ${complaint}`];
    }),
  );
}
