import { expect, it } from 'vitest';
import { createBar } from '../../cli/progress.ts';

/** A terminal that remembers, and a clock that is moved by hand. */
function createStand({ isTTY = true, isWanted = true, columns = 80 } = {}) {
  const written: string[] = [];
  let now = 0;
  const out = { isTTY, columns, write: (text: string) => written.push(text) };
  const bar = createBar({ out, isWanted, timer: () => now });
  const tellAt = (time: number, done: number) => {
    now = time;
    bar.tell({ collection: '/users/7/posts', done, total: 1_000_000 });
  };
  return { bar, written, tellAt };
}

it('a bar is drawn after a second, not too often, and wiped away', () => {
  const { bar, written, tellAt } = createStand();
  tellAt(999, 100_000);
  expect(written).toEqual([]);
  tellAt(1000, 250_000);
  tellAt(1050, 300_000);
  tellAt(1100, 500_000);
  bar.end();
  const start = '\r\u001b[2K';
  expect(written).toEqual([
    `${start}  ██████░░░░░░░░░░░░░░░░░░ 25 % of 1,000,000 in /users/7/posts`,
    `${start}  ████████████░░░░░░░░░░░░ 50 % of 1,000,000 in /users/7/posts`,
    start,
  ]);
});

it('a narrow terminal gets one line all the same', () => {
  const { written, tellAt } = createStand({ columns: 20 });
  tellAt(2000, 1_000_000);
  expect(written[0]?.replace('\r\u001b[2K', '')).toHaveLength(19);
});

it.each([{ isTTY: false }, { isWanted: false }])('nothing is drawn for nobody: %o', (who) => {
  const { bar, written, tellAt } = createStand(who);
  tellAt(5000, 1);
  bar.end();
  expect(written).toEqual([]);
});
