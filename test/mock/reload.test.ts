import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { getOwn } from '../../kernel/json.ts';
import { createMock, DocumentError } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask, toIds } from '../support/shipped.ts';

const folder = mkdtempSync(`${tmpdir()}/standin-mock-`);
afterAll(() => rmSync(folder, { recursive: true }));

describe('reload', () => {
  const path = `${folder}/reload.json`;
  const write = (title: string) =>
    writeFileSync(path, JSON.stringify({ ...pets, info: { title, version: '1' } }));

  it('reads the files again and keeps the state', async () => {
    write('Before');
    const mock = await createMock({ documents: path });
    const made = await ask(mock, 'POST /pets', { body: { name: 'Rex' } });
    expect(made.status).toBe(201);
    write('After');
    await mock.reload();
    expect(mock.operations[0]?.document).toBe('After');
    expect((await ask(mock, `GET /pets/${JSON.stringify(made.json).match(/\d+/)}`)).json).toEqual(
      made.json,
    );
    expect(mock.counters).toEqual({ validated: 1, sent: 1 });
    expect(mock.requests()).toHaveLength(2);
  });

  it('rejects bad files and goes on as before', async () => {
    write('Good');
    const mock = await createMock({ documents: path });
    writeFileSync(path, readFileSync(path, 'utf8').replace('"paths"', '"paths": 1, "'));
    await expect(mock.reload()).rejects.toThrow(DocumentError);
    expect(mock.operations[0]?.document).toBe('Good');
    expect((await ask(mock, 'GET /pets')).status).toBe(200);
  });

  it('loses nothing that happens while it reads', async () => {
    write('Slow');
    const mock = await createMock({ documents: path });
    const reloading = Promise.all([mock.reload(), mock.reload()]);
    const made = await ask(mock, 'POST /pets', { body: { name: 'Rex' } });
    await reloading;
    const list = await ask(mock, 'GET /pets?limit=100');
    expect(toIds(list.json)).toHaveLength(11);
    expect(list.text).toContain(JSON.stringify(made.json));
  });

  it('loses nothing while large collections are made ready', async () => {
    const scenario = `${folder}/large.yaml`;
    writeFileSync(scenario, 'scenario: large\nstate: { /pets: { generate: 20000 } }\n');
    write('Large');
    const mock = await createMock({ documents: path, scenario });
    const reloading = mock.reload();
    let isDone = false;
    void reloading.then(() => {
      isDone = true;
    });
    const made: number[] = [];
    while (!isDone) {
      made.push(
        Number(getOwn((await ask(mock, 'POST /pets', { body: { name: 'Rex' } })).json, 'id')),
      );
      await breathe();
    }
    await reloading;
    expect(made.length).toBeGreaterThan(1);
    for (const id of made) expect((await ask(mock, `GET /pets/${id}`)).status).toBe(200);
  });

  it('leaves the beginning where it was: a reset takes back what was done before', async () => {
    write('Reset');
    const mock = await createMock({ documents: path });
    const seeds = (await ask(mock, 'GET /pets?limit=100')).json;
    await ask(mock, 'POST /pets', { body: { name: 'Rex' } });
    await mock.reload();
    expect((await ask(mock, 'GET /pets?limit=100')).json).not.toEqual(seeds);
    mock.reset();
    expect((await ask(mock, 'GET /pets?limit=100')).json).toEqual(seeds);
  });
});
