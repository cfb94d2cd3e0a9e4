import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadScenario } from '../../fixtures/scenario.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { compileApi } from '../../mock/compile.ts';
import { createSeeds } from '../../mock/seeds.ts';
import { loadDocument } from '../../spec/load.ts';
import { findResourceAt } from '../../spec/resource-path.ts';
import { clinic, createScenarioFolder } from '../fixtures/_scenarios.ts';

let folder: ReturnType<typeof createScenarioFolder>;
beforeEach(() => {
  folder = createScenarioFolder();
});
afterEach(() => folder.remove());

/** What collections of the clinic hold in a scenario. */
async function createState(text: string) {
  const api = compileApi(await loadDocument(clinic));
  const scenario = await loadScenario(folder.write('a.yaml', `scenario: a\n${text}\n`));
  const seeds = createSeeds({ apis: [api], seed: '1', scenario });
  return (path: string): JsonObject[] => {
    const ref = findResourceAt(path, api.resources);
    if (!ref) return expect.unreachable(path);
    const { entities } = seeds.collection(ref).list({ offset: 0, limit: 1000 });
    return entities.map(({ value }) => value);
  };
}

describe('what is generated', () => {
  it('has what the scenario says, counted from 1, and the rest as ever', async () => {
    const plain = (await createState('state: { /owners: { generate: 3 } }'))('/owners');
    const read = await createState(
      `state: { /owners: { generate: 3, with: { name: 'No. \${index} of $\${index}' } } }`,
    );
    expect(read('/owners')).toEqual(
      plain.map((owner, index) => ({ ...owner, name: `No. ${index + 1} of \${index}` })),
    );
  });

  it('may have its identity from the scenario', async () => {
    const read = await createState(
      `state: { /owners: { generate: 2, with: { id: '\${index}' } }, /visits: { generate: 2, with: { id: 'V-\${index}' } } }`,
    );
    expect(read('/owners').map(({ id }) => id)).toEqual([1, 2]);
    expect(read('/visits').map(({ id }) => id)).toEqual(['V-1', 'V-2']);
  });

  it('is completed where what the scenario says is not whole', async () => {
    const read = await createState(
      "state: { /visits: { generate: 2, with: { at: { day: '2025-03-01' } } } }",
    );
    for (const visit of read('/visits')) {
      expect(visit.at).toEqual({ day: '2025-03-01', room: expect.any(Number) });
    }
  });

  it('takes the identities of another collection in turn, or a property of it', async () => {
    const read = await createState(`state:
  /owners: { entities: [{ id: 70, name: Ada }, { id: 71, name: Bob }], generate: 1 }
  /visits:
    generate: 4
    with: { id: 'V-\${index}', payer: { from: /owners } }
  /owners/70/dogs: { generate: 1 }
  /owners/71/dogs: { generate: 0 }`);
    expect(read('/visits').map(({ payer }) => payer)).toEqual([70, 71, 1, 70]);
    const named = await createState(`state:
  /owners: { entities: [{ id: 70, name: Ada }] }
  /visits: { generate: 2, with: { id: 'V-\${index}', note: { from: /owners, property: name } } }`);
    expect(named('/visits').map(({ note }) => note)).toEqual(['Ada', 'Ada']);
  });

  it('goes without a relation that leads to nothing', async () => {
    const text =
      'state: { /visits: { generate: 1, with: { payer: { from: /nowhere } } }, /nowhere: { generate: 1 } }';
    expect((await createState(text))('/visits')).toHaveLength(1);
  });
});

describe('a scenario that means to contradict its document', () => {
  it('is served as it is written', async () => {
    const read = await createState(`violates: true
state:
  /owners: { entities: [{ id: 7, name: A }, { name: null }], generate: 1, with: { name: 5 } }
  /owners/7/dogs: { entities: [{ legs: 3 }] }`);
    const [first, second, made] = read('/owners');
    expect([first, second]).toEqual([{ id: 7, name: 'A' }, { name: null }]);
    expect(made).toMatchObject({ id: 1, name: 5 });
    expect(read('/owners/7/dogs')).toEqual([{ legs: 3 }]);
  });

  it('completes what a well-behaved scenario under it has', async () => {
    folder.write('base.yaml', 'scenario: base\nstate: { /owners: { entities: [{ id: 7 }] } }\n');
    const read = await createState('violates: true\nextends: ./base.yaml');
    expect(read('/owners')).toEqual([{ id: 7, name: expect.any(String) }]);
  });
});

describe('a scenario without state', () => {
  it('leaves every collection what it has without a scenario', async () => {
    const read = await createState('faults: [{ name: out, kind: reset }]');
    expect(read('/owners')).toHaveLength(10);
    expect((await createState('state: {}'))('/owners')).toEqual([]);
  });
});
