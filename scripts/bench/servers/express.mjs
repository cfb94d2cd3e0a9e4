// @ts-check
// What a developer writes in ten minutes: Express, a Map, and no validation but one `if`.
import { randomUUID } from 'node:crypto';
import express from 'express';

const subscription = 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39';
/** @type {Map<string, object>} */
const items = new Map();
for (let index = 1; index <= 1000; index++) add({ documents_contract_id: `DOC-${index}` });

/** @param {object} body */
function add(body) {
  const now = new Date().toISOString();
  const item = {
    id: randomUUID(),
    documents_contract_id: '',
    documents_owner_id: '2357893',
    ...body,
    creation_date: now,
    creation_user: 'john.doe@example.com',
    creation_system: 'system',
    last_updated_date: now,
    last_updated_user: 'john.doe@example.com',
  };
  items.set(item.id, item);
  return item;
}

const app = express();
app.use(express.json());
const path = '/v2/orgs/:org/subscriptions/:subscription/contracts';
app.get(path, (request, response) => {
  const offset = Number(request.query.offset ?? 0);
  const limit = Number(request.query.limit ?? 50);
  response.json([...items.values()].slice(offset, offset + limit));
});
app.get(`${path}/:id`, (request, response) => {
  const item = items.get(request.params.id);
  if (item) response.json(item);
  else response.status(404).json({ code: 'NOT_FOUND', message: 'No such contract.' });
});
app.post(path, (request, response) => {
  if (typeof request.body?.documents_contract_id !== 'string') {
    response
      .status(400)
      .json({ code: 'BAD_REQUEST', message: 'documents_contract_id is missing.' });
    return;
  }
  const item = add(request.body);
  response.location(`/v2/orgs/yoigo/subscriptions/${subscription}/contracts/${item.id}`);
  response.status(201).json(item);
});
app.listen(Number(process.argv[2]), '127.0.0.1');
