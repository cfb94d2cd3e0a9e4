import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../mock/engine.ts';
import { type CaseStep, readCase, type TextCase } from './_case.ts';
import { findDifference } from './_pattern.ts';
import type { WireResponse } from './_socket.ts';
import { askEngine, askServer, createStand, serveEngine } from './_stand.ts';

const folder = fileURLToPath(new URL('./cases/', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.case'))
  .sort();

it('finds the cases', () => {
  expect(files.length).toBeGreaterThan(0);
});

describe.each(files)('%s', (file) => {
  const one = readCase(folder + file);

  // Bytes that are no HTTP request never become the value that the engine takes.
  if (one.settings.only !== 'socket') {
    it(`${one.title} (in process)`, async () => {
      const engine = await createStand(one.settings);
      await play(one, engine, async (step) => askEngine(engine, step));
    });
  }

  // Some requests do not survive Node's parser, and some clients have no socket.
  if (one.settings.only !== 'process') {
    it(`${one.title} (over a socket)`, async () => {
      const engine = await createStand(one.settings);
      const server = await serveEngine(engine);
      try {
        await play(one, engine, (step) => askServer(server.url, step, one.settings));
      } finally {
        await server.close();
      }
    });
  }
});

type Ask = (step: CaseStep) => Promise<WireResponse>;

async function play(one: TextCase, engine: Engine, ask: Ask): Promise<void> {
  for (const step of one.steps) {
    const before = engine.session.state;
    const actual = await ask(step);
    const place = `line ${step.line}, ${step.method} ${step.target.slice(0, 120)}`;
    expect(findDifferences(actual, step), place).toEqual([]);
    if (actual.status >= 400) expect(engine.session.state === before, `${place}: state`).toBe(true);
    expect(actual.body, `${place}: no stack`).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
  }
  expect(engine.counters.validated).toBe(engine.counters.sent);
  expect(engine.counters.sent).toBe(one.steps.length);
}

function findDifferences(actual: WireResponse, { expected }: CaseStep): string[] {
  const found: string[] = [];
  if (actual.status !== expected.status) {
    found.push(`status is ${actual.status}, not ${expected.status}: ${actual.body.slice(0, 500)}`);
  }
  for (const [name, pattern] of expected.fields) {
    const value = actual.fields.get(name.toLowerCase());
    if (pattern === undefined) {
      if (value !== undefined) found.push(`the field ${name} is there: ${value}`);
    } else if (value === undefined) found.push(`the field ${name} is missing`);
    else {
      const difference = findDifference(value, pattern);
      if (difference) found.push(`the field ${name}: ${difference}`);
    }
  }
  if (expected.body === '(empty)') {
    if (actual.body !== '') found.push(`the body is not empty: ${actual.body.slice(0, 200)}`);
  } else if (expected.body !== undefined) {
    const difference = findDifference(actual.body, expected.body);
    if (difference) found.push(`the body: ${difference}`);
  }
  return found;
}
