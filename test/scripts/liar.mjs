// @ts-check
// Serves test/documents/liar.yaml by hand, and lies in the way that CORPUS_LIE names.
import { createServer } from 'node:http';

const lie = process.env.CORPUS_LIE ?? 'none';
/** @typedef {{ id: string, title: string, pages?: number }} Note */
/** @type {Map<string, Map<string, Note>>} by session */
const sessions = new Map();

const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const session = String(request.headers['x-mock-session']);
  const notes = sessions.get(session) ?? new Map([['1', { id: '1', title: 'First' }]]);
  sessions.set(session, notes);
  const key = request.url?.split('/')[2];
  if (request.method === 'POST') return create(notes, JSON.parse(text), response);
  if (key === undefined) return list(notes, response);
  const note = notes.get(key);
  if (!note) return response.writeHead(404).end();
  if (request.method !== 'DELETE') return read(note, response);
  if (lie !== 'immortal') notes.delete(key);
  return response.writeHead(204).end();
});

/** @typedef {import('node:http').ServerResponse} Response */

/** @param {Map<string, Note>} notes @param {{ title: string, pages?: number }} sent @param {Response} response */
function create(notes, { title, pages }, response) {
  const id = String(notes.size + 1);
  const note = { id, title: lie === 'forgetful' ? 'Other' : title, ...(pages && { pages }) };
  notes.set(id, note);
  const fields = lie === 'header' ? {} : { Location: `/notes/${id}` };
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  response.writeHead(lie === 'status' ? 200 : 201, { ...fields, ...type });
  response.end(JSON.stringify(note));
}

/** @param {Map<string, Note>} notes @param {Response} response */
function list(notes, response) {
  if (lie === 'hang') return;
  if (lie === 'crash') process.exit(3);
  const all = [...notes.values()];
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(lie === 'unlisted' ? all.slice(0, 1) : all));
}

/** What is sent for a note, by the lie. @type {Record<string, (note: Note) => unknown>} */
const shown = {
  missing: ({ id }) => ({ id }),
  type: (note) => ({ ...note, pages: 'three' }),
  extra: (note) => ({ ...note, color: 'red' }),
  secret: (note) => ({ ...note, password: 'open' }),
};

/** @param {Note} note @param {Response} response */
function read(note, response) {
  const body = JSON.stringify((shown[lie] ?? ((one) => one))(note));
  const type = lie === 'media' ? 'text/html' : 'application/json';
  response.writeHead(200, { 'Content-Type': type });
  response.end(lie === 'empty' ? '' : lie === 'torn' ? body.slice(0, -1) : body);
}

const template = { document: 'Notes', summary: '', isSecured: false, resource: '/notes', why: '' };
const operations = [
  { id: 'listNotes', method: 'GET', path: '/notes', target: '/notes', behaviour: 'list' },
  { id: 'createNote', method: 'POST', path: '/notes', target: '/notes', behaviour: 'create' },
  { id: 'readNote', method: 'GET', path: '/notes/{id}', target: '/notes/1', behaviour: 'read' },
  {
    id: 'deleteNote',
    method: 'DELETE',
    path: '/notes/{id}',
    target: '/notes/1',
    behaviour: 'remove',
  },
].map((one) => ({ ...template, ...one }));
const resources = [{ document: 'Notes', name: 'note', collection: '/notes', reasons: [] }];

if (lie === 'stillborn') process.exit(4);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const cost = { wall: 1, cpu: 1, rss: 1 };
  process.send?.({ type: 'ready', url: `http://127.0.0.1:${port}`, ...cost });
});
process.on('message', (/** @type {{ type: string, index?: number }} */ { type, index = 0 }) => {
  const { target } = operations[index] ?? {};
  process.send?.(type === 'target' ? { target } : { operations, resources, warnings: [] });
});
process.on('disconnect', () => process.exit());
