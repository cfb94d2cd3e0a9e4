// @ts-check
// Serves test/documents/keeper.yaml by hand, and lies in the way that CORPUS_LIE names.
import { createServer } from 'node:http';

const lie = process.env.CORPUS_LIE ?? 'none';
/** @typedef {{ [name: string]: unknown }} Item */
/** @type {Map<string, Map<string, Item>>} by session and collection, in the order of creation */
const state = new Map();

/** @param {string} session @param {string} collection */
function open(session, collection) {
  const place = `${session} ${collection}`;
  /** @type {Map<string, Item>} */
  const fresh = new Map(
    [...'abcde'].map((id) => [id, { id, text: `Row ${id}`, login: `user-${id}` }]),
  );
  const items = state.get(place) ?? fresh;
  state.set(place, items);
  return items;
}

const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, collection = '', key] = pathname.split('/').map(decodeURIComponent);
  const items = open(String(request.headers['x-mock-session']), collection);
  const answer = (/** @type {number} */ status, /** @type {unknown} */ body) => {
    response.writeHead(status, body === undefined ? {} : { 'Content-Type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  };
  if (request.method === 'POST') {
    const id = `${collection}-${items.size}`;
    const { secret: _, ...sent } = JSON.parse(text);
    const item = { ...sent, id };
    items.set(id, item);
    const shown = { memos: undefined, shapes: { id } };
    const body = collection in shown ? Reflect.get(shown, collection) : item;
    return answer(collection === 'memos' ? 202 : 201, body);
  }
  if (key === undefined) return answer(200, list(items, { collection, wanted: searchParams }));
  if (request.method === 'PUT') {
    items.set(key, { login: key });
    return answer(204, undefined);
  }
  const item = items.get(key);
  if (!item || item.isGone) return answer(404, undefined);
  if (request.method === 'GET')
    return answer(collection === 'blocks' ? 204 : 200, toShown(collection, item));
  if (lie === 'listed for ever') item.isGone = true;
  else items.delete(key);
  return answer(204, undefined);
});

/** @param {string} collection @param {Item} item */
function toShown(collection, item) {
  if (collection === 'blocks') return undefined;
  if (collection === 'shapes') return { id: item.id, radius: 0 };
  if (lie !== 'forgetful') return item;
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, toOther(name, value)]),
  );
}

/** @param {string} name @param {unknown} value */
function toOther(name, value) {
  return ['title', 'name', 'text'].includes(name) ? 'Something else' : value;
}

/** @param {Map<string, Item>} items @param {{ collection: string, wanted: URLSearchParams }} asked */
function list(items, { collection, wanted }) {
  const all = [...items.values()].filter(
    (item) => lie !== 'unlisted' || /^.$/.test(String(item.id)),
  );
  const project = wanted.get('project_id');
  if (collection === 'drafts') return [];
  if (collection === 'tasks') {
    return all.filter(({ project: own }) => project === Reflect.get(Object(own), 'id'));
  }
  if (collection === 'kinds') return all.filter(({ kind }) => kind);
  if (collection === 'blocks') return all.map(({ login }) => ({ login }));
  const rows = all.map(({ id, text }) => ({ id, text }));
  const offset = Number(wanted.get('offset') ?? 0);
  return rows.slice(offset, offset + Number(wanted.get('limit') ?? rows.length));
}

const behaviours = {
  'GET 1': 'list',
  'POST 1': 'create',
  'GET 2': 'read',
  'PUT 2': 'replace',
  'DELETE 2': 'remove',
};
const paths = {
  '/tasks': ['GET', 'POST'],
  '/tasks/{id}': ['GET', 'DELETE'],
  '/rows': ['GET', 'POST'],
  '/rows/{id}': ['GET'],
  '/blocks': ['GET'],
  '/blocks/{username}': ['GET', 'PUT', 'DELETE'],
  '/memos': ['GET', 'POST'],
  '/memos/{memo_id}': ['GET'],
  '/kinds': ['GET', 'POST'],
  '/kinds/{id}': ['GET'],
  '/drafts': ['GET', 'POST'],
  '/orders': ['GET', 'POST'],
  '/shapes': ['POST'],
  '/shapes/{id}': ['GET'],
};
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  methods.map((method) => ({
    ...{ method, path, target: path.replace(/\{.*\}/, 'a') },
    behaviour: Reflect.get(behaviours, `${method} ${path.split('/').length - 1}`),
    resource: `/${path.split('/')[1]}`,
  })),
);
const collections = new Set(operations.map(({ resource }) => resource));
const resources = [...collections].map((collection) => ({ collection, name: '', reasons: [] }));

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.send?.({ type: 'ready', url: `http://127.0.0.1:${port}`, wall: 1, cpu: 1, rss: 1 });
});
process.on('message', (/** @type {{ type: string, index?: number }} */ { type, index = 0 }) => {
  const { target } = operations[index] ?? {};
  process.send?.(type === 'target' ? { target } : { operations, resources, warnings: [] });
});
process.on('disconnect', () => process.exit());
