import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createMock, type Exchange, type Mock, type MockOptions } from '../mock/index.ts';
import { findFreePort } from './free-port.ts';
import {
  createLog,
  type Log,
  type LogFormat,
  type LogLevel,
  logFormats,
  logLevels,
} from './log.ts';
import { toFirstScreen } from './screen.ts';
import { collect, toChoice, toWhole, UsageError } from './usage.ts';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly seed: string;
  readonly strictIds?: boolean;
  readonly cors: boolean;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
  readonly watch?: boolean;
  readonly scenario: readonly string[];
  readonly admin: boolean;
  readonly adminToken?: string;
  readonly overlay: readonly string[];
  readonly jwtKey?: string;
}

/** `standin mock`: serves documents until it is told to stop. */
export function addMock(program: Command): void {
  program
    .command('mock', { isDefault: true })
    .description('serve OpenAPI documents, statefully; without a document, the two that ship')
    .argument('[document...]', 'paths of OpenAPI documents (YAML or JSON)')
    .option(
      '-p, --port <number>',
      'port to listen on; 0 takes a free one',
      toWhole('--port', { min: 0, max: 65535 }),
      4010,
    )
    .option('-H, --host <name>', 'address to listen on', '127.0.0.1')
    .option('--seed <text>', 'the same seed gives the same data', '1')
    .option('--strict-ids', 'without a scenario too, an item that nobody made is a 404')
    .option(
      '--scenario <name|file>',
      'start from this scenario (repeatable: together, later ones win)',
      collect,
      [],
    )
    .option(
      '--overlay <file>',
      'apply this OpenAPI Overlay to every document (repeatable)',
      collect,
      [],
    )
    .option('--jwt-key <file>', 'public key (PEM) that bearer tokens must be signed with (RS256)')
    .option('--admin-token <text>', 'bearer token the control API at /__admin asks for')
    .option('--no-admin', 'serve no control API')
    .option('--cors', 'let pages of other origins in (default)', true)
    .option('--no-cors', 'send no CORS fields')
    .option('-w, --watch', 'read the files again when they change, and keep the state')
    .option(
      '--log-level <level>',
      `one of ${logLevels.join(', ')}`,
      toChoice('--log-level', logLevels),
      'info',
    )
    .option(
      '--log-format <format>',
      `one of ${logFormats.join(', ')}`,
      toChoice('--log-format', logFormats),
      'pretty',
    )
    .helpOption('-h, --help', 'print this help')
    .action((documents: string[], flags: Flags) => serve(documents, flags));
}

async function serve(documents: readonly string[], flags: Flags): Promise<void> {
  const log = createLog({ level: flags.logLevel, format: flags.logFormat });
  const mock = await createMock(toOptions(documents, flags, (exchange) => log.exchange(exchange)));
  const url = await listen(mock, flags);
  const milliseconds = performance.now() - getStart();
  const watcher = flags.watch ? (await import('./watch.ts')).watch(mock, log) : undefined;
  // Before the first screen: whoever waits for it may send a signal at once.
  stopOnSignal(mock, log, async () => watcher?.close());
  log.screen(toFirstScreen(mock, { url, milliseconds, seed: flags.seed }));
}

function toOptions(
  documents: readonly string[],
  flags: Flags,
  onExchange: (exchange: Exchange) => void,
): MockOptions {
  const { seed, cors, overlay: overlays, scenario, jwtKey, admin, adminToken } = flags;
  return {
    ...{ documents, seed, cors, overlays, onExchange },
    ...{ scenario, admin },
    ...(flags.strictIds && { strictIds: true }),
    ...(adminToken !== undefined && { adminToken }),
    ...(jwtKey !== undefined && { jwtKey: readKey(jwtKey) }),
  };
}

function readKey(path: string): string {
  try {
    const pem = readFileSync(path, 'utf8');
    if (createPublicKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch {
    // Told below: whatever it is, it is not the key that is needed.
  }
  throw new UsageError(
    `--jwt-key: ${path} is no public RSA key in PEM. Make one: openssl rsa -in key.pem -pubout -out public.pem`,
  );
}

async function listen(mock: Mock, { port, host }: Flags): Promise<string> {
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
