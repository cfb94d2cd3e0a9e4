import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { isScenarioPath } from '../fixtures/scenario-name.ts';
import { appendToken } from '../kernel/pointer.ts';
import { DocumentError, type Position } from '../spec/fault.ts';
import { isRemote } from '../spec/load.ts';
import type { Source } from '../spec/source.ts';
import { findConfigFile, readConfigFile } from './_config-file.ts';
import { toConfig } from './_config-schema.ts';
import type { DocumentConfig, LogConfig, StandinConfig } from './config.ts';
import { jwtKeyMend, readJwtKey } from './jwt-key.ts';
import type { DocumentEntry, ListenOptions, MockOptions } from './options.ts';

/** A configuration that was read and is sound, in the terms of a program. */
export interface LoadedConfig {
  /** The path of the file. */
  readonly file: string;
  /** For `createMock`; paths are as they are from the working folder. */
  readonly mock: MockOptions & { readonly documents: readonly DocumentEntry[] };
  /** For `listen`. */
  readonly listen: ListenOptions;
  readonly log: LogConfig;
  readonly watch: boolean;
}

/** Where a configuration is. */
export interface ConfigPlace {
  /** Its path; without one it is looked for under its usual names. */
  readonly file?: string;
  /** The folder in which it is looked for. Default: the working folder. */
  readonly folder?: string;
}

/**
 * Reads the configuration file: the one that is named, else `standin.config.*` of the folder;
 * undefined when there is none. Rejects with `DocumentError`, with every mistake in it and its place.
 */
export async function loadConfig(place: ConfigPlace = {}): Promise<LoadedConfig | undefined> {
  const { file, folder = '.' } = place;
  const name = file === undefined ? findConfigFile(folder) : undefined;
  const path = file ?? (name && join(folder, name));
  if (path === undefined) return undefined;
  const source = await readConfigFile(path);
  return toLoaded(toConfig(source), { source, path });
}

interface Written {
  readonly source: Source;
  readonly path: string;
}

function toLoaded(config: StandinConfig, written: Written): LoadedConfig {
  const { port, host, log = {}, watch = false } = config;
  const { seed, strictIds, cors, admin, adminToken, limits, allowRemoteRefs, overlays } = config;
  const toPath = createPaths(written.path);
  const jwtKey = config.jwtKey === undefined ? undefined : toKey(toPath(config.jwtKey), written);
  const mock = {
    documents: toEntries(config, written),
    ...(overlays && { overlays: overlays.map(toPath) }),
    ...(config.scenario !== undefined && { scenario: toScenarios(config.scenario, toPath) }),
    ...(jwtKey !== undefined && { jwtKey }),
    ...(allowRemoteRefs !== undefined && { allowRemoteRefs }),
    ...(seed !== undefined && { seed }),
    ...(strictIds !== undefined && { strictIds }),
    ...(cors !== undefined && { cors }),
    ...(admin !== undefined && { admin }),
    ...(adminToken !== undefined && { adminToken }),
    ...(limits && { limits }),
  };
  const listen = { ...(port !== undefined && { port }), ...(host !== undefined && { host }) };
  return { file: written.path, mock, listen, log, watch };
}

/** Paths are written from the folder of the file, and told from the working folder. */
function createPaths(file: string): (path: string) => string {
  const folder = relative('.', dirname(resolve(file)));
  return (path) => (isRemote(path) || isAbsolute(path) ? path : join(folder, path));
}

function toEntries(config: StandinConfig, { source, path }: Written): readonly DocumentEntry[] {
  const { documents = [] } = config;
  const list = typeof documents === 'string' ? [documents] : documents;
  const toPath = createPaths(path);
  return list.map((one, index) => {
    const { document, overlays, ...rest }: DocumentConfig =
      typeof one === 'string' ? { document: one } : one;
    const isOne = typeof documents === 'string';
    const pointer = isOne ? '/documents' : appendToken('/documents', index);
    return {
      ...rest,
      document: toPath(document),
      ...(overlays && { overlays: overlays.map(toPath) }),
      positionOf: (inner: string): Position => source.positionOf(pointer + inner),
    };
  });
}

function toScenarios(
  scenario: string | readonly string[],
  toPath: (path: string) => string,
): readonly string[] {
  const list = typeof scenario === 'string' ? [scenario] : scenario;
  return list.map((name) => (isScenarioPath(name) ? toPath(name) : name));
}

function toKey(path: string, { source }: Written): string {
  const pem = readJwtKey(path);
  if (pem !== undefined) return pem;
  const position = source.positionOf('/jwtKey');
  const message = `${path} is no public RSA key in PEM.`;
  const pointer = '/jwtKey';
  throw new DocumentError([{ severity: 'error', position, pointer, message, mend: jwtKeyMend }]);
}
