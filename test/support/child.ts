import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

/** How a process ended and everything it wrote. */
export interface Ending {
  /** Absent when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of ours that runs. */
export interface Child {
  /**
   * The first place in its standard output that the pattern matches. Rejects with all its output
   * when it ends before, or when that takes longer than 15 s.
   */
  until(pattern: RegExp, patience?: number): Promise<RegExpExecArray>;
  /** What it wrote to standard output so far. */
  stdout(): string;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ending>;
}

/** What a process is started with beyond its arguments. */
export interface ChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const running = new Set<Child>();

/** Starts a program. `stopChildren` ends it if nothing else does. */
export function startChild(
  file: string,
  args: readonly string[],
  { cwd, env }: ChildOptions = {},
): Child {
  // What stands in the environment of whoever runs the tests must not reach loopback traffic.
  const loopback = { NO_PROXY: '*', no_proxy: '*', NO_COLOR: '1', FORCE_COLOR: '0' };
  const child = spawn(file, args, { cwd, env: { ...process.env, ...loopback, ...env } });
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: out.text(), stderr: err.text() }));
  });
  const self: Child = {
    ended,
    stdout: out.text,
    signal: (name) => void child.kill(name),
    until: async (pattern, patience = 15_000) => {
      let isOver = false;
      const timer = setTimeout(() => {
        isOver = true;
        out.wake();
      }, patience);
      void ended.finally(out.wake);
      try {
        for (;;) {
          const match = pattern.exec(out.text());
          if (match) return match;
          if (isOver || child.exitCode !== null || child.signalCode !== null) break;
          await out.more();
        }
      } finally {
        clearTimeout(timer);
      }
      throw new Error(`${pattern} was not written.\n${out.text()}\n${err.text()}`);
    },
  };
  running.add(self);
  void ended.finally(() => running.delete(self)).catch(() => undefined);
  return self;
}

/** Ends every process that still runs, by its own handle, and waits for it. */
export async function stopChildren(): Promise<void> {
  for (const child of running) child.signal('SIGKILL');
  await Promise.all([...running].map(({ ended }) => ended));
}

function collect(stream: NodeJS.ReadableStream) {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let wake: () => void = () => undefined;
  stream.on('data', (chunk: Buffer) => {
    text += decoder.write(chunk);
    wake();
  });
  return {
    text: () => text,
    wake: () => wake(),
    more: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
}
