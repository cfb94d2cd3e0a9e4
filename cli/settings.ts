import { resolve } from 'node:path';
import {
  type DocumentEntry,
  type LoadedConfig,
  loadConfig,
  type MockOptions,
} from '../mock/index.ts';
import {
  type DocumentFlags,
  isAddress,
  type NamedDocument,
  toAllowed,
  toDocuments,
} from './arguments.ts';

/** What the configuration and the command line say together. */
export interface Settings {
  /** The configuration that was found, or named. */
  readonly config?: LoadedConfig;
  /** Options for `createMock`; what the command line says wins. */
  readonly mock: MockOptions & { readonly documents: readonly DocumentEntry[] };
}

/** Reads the configuration and lays the documents and flags of the command line over it. */
export async function readSettings(
  names: readonly string[],
  flags: DocumentFlags,
): Promise<Settings> {
  const named = toDocuments(names, flags);
  const { config: file } = flags;
  const config = file === false ? undefined : await loadConfig(file === undefined ? {} : { file });
  const { overlay = [], allowRemoteRefs } = flags;
  const configured = config?.mock.documents ?? [];
  return {
    ...(config && { config }),
    mock: {
      ...config?.mock,
      documents:
        named.length > 0 ? named.map((one) => withConfigured(one, configured)) : configured,
      overlays: [...(config?.mock.overlays ?? []), ...overlay],
      ...(allowRemoteRefs !== undefined && { allowRemoteRefs: toAllowed(allowRemoteRefs) }),
    },
  };
}

/** A document that the configuration knows too keeps what is said of it there. */
function withConfigured(named: NamedDocument, configured: readonly DocumentEntry[]): DocumentEntry {
  const place = toPlace(named.document);
  const known = configured.find(
    ({ document }) => typeof document === 'string' && toPlace(document) === place,
  );
  return { ...known, ...named };
}

function toPlace(document: string): string {
  return isAddress(document) ? document : resolve(document);
}
