import type { SeedProgress } from '../mock/index.ts';

/** Where a bar is drawn. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a bar is made of. */
export interface BarOptions {
  readonly out: Terminal;
  /** False where nobody watches: in CI, or when a program reads what is told. */
  readonly isWanted: boolean;
  /** Milliseconds of a clock that only goes on. */
  readonly timer: () => number;
}

/** A bar that shows how far something is. */
export interface Bar {
  tell(progress: SeedProgress): void;
  /** Wipes it away. */
  end(): void;
}

/** Milliseconds before a bar is shown: what takes less needs none. */
const patience = 1000;

/** Milliseconds between two drawings. */
const pause = 100;

const width = 24;

/** A bar on one line of a terminal, for what takes longer than a second; elsewhere nothing. */
export function createBar({ out, isWanted, timer }: BarOptions): Bar {
  const start = timer();
  let last = Number.NEGATIVE_INFINITY;
  return {
    tell(progress) {
      const now = timer();
      if (!isWanted || !out.isTTY || now - start < patience || now - last < pause) return;
      last = now;
      out.write(`\r\u001b[2K${toLine(progress).slice(0, (out.columns ?? 80) - 1)}`);
    },
    end() {
      if (last > Number.NEGATIVE_INFINITY) out.write('\r\u001b[2K');
    },
  };
}

function toLine({ collection, done, total }: SeedProgress): string {
  const share = Math.min(1, done / Math.max(1, total));
  const full = Math.round(share * width);
  const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
  return `  ${bar} ${Math.floor(share * 100)} % of ${total.toLocaleString('en')} in ${collection}`;
}
