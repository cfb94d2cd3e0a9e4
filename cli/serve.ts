import { createMock, type Exchange, type Mock, type MockOptions } from '../mock/index.ts';
import { jwtKeyMend, readJwtKey } from '../mock/jwt-key.ts';
import type { DocumentFlags } from './arguments.ts';
import { findFreePort } from './free-port.ts';
import { createLog, type Log, type LogFormat, type LogLevel } from './log.ts';
import { createBar } from './progress.ts';
import { readSettings, type Settings } from './settings.ts';
import { showScreens } from './show.ts';
import { UsageError } from './usage.ts';

/** The flags of `standin mock`; what was not given is absent. */
export interface ServeFlags {
  readonly port?: number;
  readonly host?: string;
  readonly seed?: string;
  readonly strictIds?: boolean;
  readonly cors?: boolean;
  readonly logLevel?: LogLevel;
  readonly logFormat?: LogFormat;
  readonly watch?: boolean;
  readonly scenario?: readonly string[];
  readonly admin?: boolean;
  readonly adminToken?: string;
  readonly jwtKey?: string;
}

/** What a server is started with. */
interface Start {
  readonly settings: Settings;
  readonly options: MockOptions;
  readonly port: number;
  readonly host: string;
}

/** Serves the documents until a signal comes; flags win over the configuration. */
export async function serve(
  names: readonly string[],
  flags: ServeFlags & DocumentFlags,
): Promise<void> {
  const start = toStart(await readSettings(names, flags), flags);
  const { config } = start.settings;
  const { log: told = {}, watch = false } = config ?? {};
  const log = createLog({
    level: flags.logLevel ?? told.level ?? 'info',
    format: flags.logFormat ?? told.format ?? 'pretty',
  });
  const onExchange = (exchange: Exchange) => log.exchange(exchange);
  const isWanted = log.isForPeople && !process.env.CI;
  const bar = createBar({ out: process.stderr, isWanted, timer: () => performance.now() });
  const mock = await createMock({
    ...{ ...start.options, onExchange },
    onProgress: (progress) => bar.tell(progress),
  }).finally(() => bar.end());
  const url = await listen(mock, start);
  const milliseconds = performance.now() - getStart();
  const reread = async () => {
    // The same file again: when it is gone, what was served goes on being served.
    const same = { ...flags, ...(config && { config: config.file }) };
    const next = toStart(await readSettings(names, same), flags);
    if (next.port !== start.port || next.host !== start.host) {
      log.note('Another port or host counts from the next start.');
    }
    return { ...next.options, onExchange };
  };
  const watching = { files: config ? [config.file] : [], reread, log };
  const isWatched = flags.watch ?? watch;
  const watcher = isWatched ? (await import('./watch.ts')).watch(mock, watching) : undefined;
  // Before the first screen: whoever waits for it may send a signal at once.
  stopOnSignal(mock, log, async () => watcher?.close());
  const seed = String(start.options.seed ?? 1);
  const facts = { url, milliseconds, seed, ...(config && { config: config.file }) };
  await showScreens(mock, log, facts);
  if (isWatched) noteUnwatched(mock, log);
}

/** Flags over configuration. */
function toStart(settings: Settings, flags: ServeFlags): Start {
  const { config, mock } = settings;
  const { seed, strictIds, cors, scenario, admin, adminToken, jwtKey } = flags;
  return {
    settings,
    options: {
      ...mock,
      ...(seed !== undefined && { seed }),
      ...(strictIds !== undefined && { strictIds }),
      ...(cors !== undefined && { cors }),
      ...(scenario && { scenario }),
      ...(admin !== undefined && { admin }),
      ...(adminToken !== undefined && { adminToken }),
      ...(jwtKey !== undefined && { jwtKey: toKey(jwtKey) }),
    },
    port: flags.port ?? config?.listen.port ?? 4010,
    host: flags.host ?? config?.listen.host ?? '127.0.0.1',
  };
}

function toKey(path: string): string {
  const pem = readJwtKey(path);
  if (pem !== undefined) return pem;
  throw new UsageError(`--jwt-key: ${path} is no public RSA key in PEM. ${jwtKeyMend}`);
}

async function listen(mock: Mock, { port, host }: Start): Promise<string> {
  try {
    return await mock.listen({ port, host });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      const free = await findFreePort(port + 1, host);
      throw new UsageError(
        `Port ${port} on ${host} is taken by another program. Try: --port ${free}`,
      );
    }
    if (code === 'EACCES') throw new UsageError(`Port ${port} needs more rights. Try: --port 4010`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new UsageError(`--host ${host} is no address of this machine. Try: --host 127.0.0.1`);
    }
    throw error;
  }
}

/** Nobody asks a server again and again whether its document has changed. */
function noteUnwatched({ documents }: Mock, log: Log): void {
  const addresses = documents.flatMap((document) => document.addresses);
  if (addresses.length === 0) return;
  const more = addresses.length > 1 ? ` and ${addresses.length - 1} more` : '';
  log.note(
    `Not watched, because it is remote: ${addresses[0]}${more}. It is read again when a watched file changes.`,
  );
}

/** The first signal lets requests in flight finish; the second does not wait. */
function stopOnSignal(mock: Mock, log: Log, release: () => Promise<void>): void {
  let isStopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (isStopping) process.exit(130);
    isStopping = true;
    log.note(`${signal}: finishing what is in flight …`);
    await release();
    await mock.close();
    log.note('Stopped.');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
}

/** `npm start` marks where its own preparations ended; otherwise the process began with us. */
function getStart(): number {
  return performance.getEntriesByName('standin:start')[0]?.startTime ?? 0;
}
