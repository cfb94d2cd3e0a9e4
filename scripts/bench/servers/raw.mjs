// @ts-check
// The floor: node:http writes the bytes it was told, whatever it is asked.
import { createServer } from 'node:http';

/** @type {{ status: number, fields: string[], body: string }} */
let reply = {
  status: 200,
  fields: ['content-type', 'text/plain', 'content-length', '2'],
  body: 'ok',
};

process.on('message', (message) => {
  if (message && typeof message === 'object' && 'reply' in message) {
    reply = /** @type {any} */ (message).reply;
  }
});

const server = createServer((request, response) => {
  const write = () => {
    response.writeHead(reply.status, reply.fields);
    response.end(reply.body);
  };
  if (request.method === 'GET') write();
  else request.on('end', write).resume();
});
server.listen(Number(process.argv[2]), '127.0.0.1');
