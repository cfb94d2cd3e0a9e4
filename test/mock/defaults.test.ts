import { expect, it } from 'vitest';
import { createFixedClock } from '../../kernel/clock.ts';
import { noBody, toFields } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import { behaviours } from '../../mock/compile.ts';
import { createEngine } from '../../mock/engine.ts';
import type { Behaviour } from '../../mock/exchange/model.ts';
import { loadDocument } from '../../spec/load.ts';

const text = { type: 'string' };
const parameters = [
  { name: 'unit', in: 'query', schema: { ...text, default: 'metric' } },
  { name: 'days', in: 'query', schema: { $ref: '#/components/schemas/Days' } },
  { name: 'none', in: 'query', schema: text },
  { name: 'wrong', in: 'query', schema: { type: 'integer', default: 'many' } },
  { name: 'X-Lang', in: 'header', schema: { ...text, default: 'en' } },
];

it('a behaviour is given the defaults of parameters that did not come', async () => {
  const seen: Json[] = [];
  const spy: Behaviour = {
    name: 'static',
    run: ({ parameters: { query, header } }) => {
      seen.push({ ...query, ...header });
      return { status: 200, fields: [] };
    },
  };
  const responses = { 200: { description: 'Fine.' } };
  const document = await loadDocument({
    openapi: '3.1.0',
    info: { title: 'Weather', version: '1' },
    paths: { '/weather': { get: { parameters, responses } } },
    components: { schemas: { Days: { type: 'integer', default: 3 } } },
  });
  const engine = createEngine({
    documents: [document],
    behaviours: { ...behaviours, static: spy },
    ...{ seed: '1', clock: createFixedClock('2025-03-01T12:00:00Z'), cors: false },
    limits: { journal: 10, sessions: 10, sessionLifetime: 60_000 },
  });
  const common = { method: 'GET', body: noBody };
  engine.exchange({ ...common, target: '/weather', fields: toFields([]) });
  const fields = toFields([['X-Lang', 'nb']]);
  engine.exchange({ ...common, target: '/weather?days=5&none=x', fields });
  expect(seen).toEqual([
    { unit: 'metric', days: 3, 'X-Lang': 'en' },
    { unit: 'metric', days: 5, none: 'x', 'X-Lang': 'nb' },
  ]);
});
