import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { getShippedDocuments } from '../../../fixtures/shipped.ts';
import { createFixedClock } from '../../../kernel/clock.ts';
import { isJsonObject, type Json } from '../../../kernel/json.ts';
import { toNewItem, toWholeItem, withoutServerAssigned } from '../../../mock/behaviour/_item.ts';
import { planItem } from '../../../mock/behaviour/_item-plan.ts';
import { getRequestItem } from '../../../mock/behaviour/_request.ts';
import { toTarget } from '../../../mock/behaviour/_target.ts';
import { create } from '../../../mock/behaviour/create.ts';
import { behaviours } from '../../../mock/compile.ts';
import { createEngine } from '../../../mock/engine.ts';
import type { Behaviour, CompiledOperation } from '../../../mock/exchange/model.ts';
import { loadDocument } from '../../../spec/load.ts';

const folder = fileURLToPath(new URL('../../documents/', import.meta.url));
const paths = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.scenario.yaml'))
  .map((name) => folder + name);

it('an item that is made by its plan is the one that is made by its schema', async () => {
  let planned = 0;
  const comparing: Behaviour = {
    name: 'create',
    run(call, transaction) {
      if (planItem(call.compiled)) {
        const given = withoutServerAssigned(call, getRequestItem(call));
        for (const key of ['7', 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39']) {
          const target = { ...toTarget(call), key };
          const whole = toWholeItem(call, { target, given });
          // The order of the members as well.
          const [made, expected] = [toNewItem(call, { target, given }), whole].map(toText);
          expect(made, call.compiled.operation.id).toBe(expected);
          planned += 1;
        }
      }
      return create.run(call, transaction);
    },
  };
  for (const path of [...paths, ...getShippedDocuments()]) {
    const engine = createEngine({
      ...{ documents: [await loadDocument(path)], seed: '1', imagine: true, cors: false },
      clock: createFixedClock('2025-03-01T12:00:00Z'),
      limits: { journal: 1, sessions: 1, sessionLifetime: 1000 },
      behaviours: { ...behaviours, create: comparing },
    });
    for (const compiled of engine.apis.flatMap(({ operations }) => operations)) {
      if (compiled.binding.behaviour !== 'create') continue;
      for (const body of toBodies(compiled)) {
        const { status, body: reply } = engine.exchange(toRequest(compiled, body));
        expect(status, `${compiled.operation.id}: ${reply}`).not.toBe(500);
      }
    }
  }
  expect(planned).toBeGreaterThan(300);
});

function toText(value: Json): string {
  return JSON.stringify(value);
}

/** What a client might send: all there is, what must be, and something that is not declared. */
function* toBodies({ api, operation }: CompiledOperation): Generator<Json> {
  const content = operation.requestBody?.content.find(({ mediaType }) => /json/.test(mediaType));
  if (!content?.schema) return;
  for (let seed = 1; seed < 8; seed++) {
    const options = { seed: `${seed}`, identity: operation.id, direction: 'request' } as const;
    const body = api.generator.generate(content.schema, options);
    if (body === undefined) continue;
    yield body;
    if (!isJsonObject(body)) continue;
    const names = Object.keys(body);
    const left = names.filter((_, index) => (index + seed) % 3 > 0);
    yield Object.fromEntries(left.map((name) => [name, body[name] ?? null]));
    yield { ...body, extra: seed, note: 'x' };
    yield Object.fromEntries(names.toReversed().map((name) => [name, body[name] ?? null]));
  }
}

function toRequest({ operation }: CompiledOperation, body: Json) {
  const target = operation.path.replace(/\{[^{}]*\}/g, '1');
  const fields = { authorization: 'Bearer any', 'content-type': 'application/json' };
  const bytes = Buffer.from(JSON.stringify(body));
  return { method: operation.method, target, fields, body: { kind: 'bytes' as const, bytes } };
}
