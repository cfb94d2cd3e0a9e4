import { pino } from 'pino';
import type { Exchange } from '../mock/index.ts';

/** How much is told. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines for people, or one JSON object a line for programs. */
export const logFormats = ['pretty', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

/** What the server tells while it runs. */
export interface Log {
  /** True when people read it, and are told what goes well too. */
  readonly isForPeople: boolean;
  /** The first screen; programs do not get it. */
  screen(text: string): void;
  note(message: string): void;
  warn(message: string): void;
  /** One line per request with its verdict. */
  exchange(exchange: Exchange): void;
}

/** Writes to standard output. */
export function createLog({
  level,
  format,
}: {
  readonly level: LogLevel;
  readonly format: LogFormat;
}): Log {
  const isPretty = format === 'pretty';
  const out = { write: (line: string) => process.stdout.write(isPretty ? toPretty(line) : line) };
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, out);
  const isForPeople = isPretty && logger.isLevelEnabled('info');
  return {
    isForPeople,
    screen: (text) => {
      if (isForPeople) process.stdout.write(text);
      else logger.info({ text }, 'ready');
    },
    note: (message) => logger.info(message),
    warn: (message) => logger.warn(message),
    exchange: (exchange) => {
      const { status } = exchange.response;
      const tell = status >= 500 ? 'error' : 'info';
      if (logger.isLevelEnabled(tell)) logger[tell](toRecord(exchange), toVerdict(exchange));
    },
  };
}

function toRecord({ request, response, operationId, problem, findings }: Exchange) {
  const { method, target } = request;
  const { status } = response;
  const shown = findings.map(({ part, name, rule, instanceLocation }) => ({
    ...{ part, rule, instanceLocation },
    ...(name !== undefined && { name }),
  }));
  return {
    method,
    target: redact(target),
    status,
    operationId,
    problem: problem?.code,
    findings: shown,
  };
}

/** Keys that travel in the query are not written down. */
function redact(target: string): string {
  return target
    .replace(/([?&][^=&]*(?:key|token|secret|password)[^=&]*=)[^&]*/gi, '$1…')
    .slice(0, 300);
}

function toVerdict({ problem, response }: Exchange): string {
  if (!problem) return 'valid';
  const [first] = problem.findings;
  const reason = first?.message ?? problem.detail;
  return response.status >= 500 ? `FAULT ${problem.code}: ${reason}` : `${problem.code}: ${reason}`;
}

interface Line {
  readonly level: number;
  readonly time: string;
  readonly msg: string;
  readonly method?: string;
  readonly target?: string;
  readonly status?: number;
}

function toPretty(text: string): string {
  // Pino wrote this line itself, from the fields above.
  const line: Line = JSON.parse(text);
  const time = line.time.slice(11, 19);
  if (line.method === undefined) return `${time}  ${line.level >= 40 ? '! ' : ''}${line.msg}\n`;
  const mark = (line.status ?? 0) < 400 ? '✓' : '✗';
  return `${time}  ${mark} ${line.status}  ${line.method.padEnd(6)} ${line.target}  ${line.msg}\n`;
}
