import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';
import { contractsOf, newContract } from '../support/shipped.ts';
import { toMessage } from '../support/wire.ts';

/** Sends everything together with the end of our side, and gives what comes back until theirs. */
function sendAll(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      answer += part;
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.end(text);
  });
}

it('whoever has said everything still gets every answer, also one that takes its time', async () => {
  const mock = await createMock();
  const url = await mock.listen();
  const path = contractsOf('v3', 'empty');
  const get = toMessage(`GET ${path}`, {});
  const body = JSON.stringify(newContract);
  const late = toMessage(`POST ${path}`, { body, fields: { Prefer: 'delay=30' } });
  const answer = await sendAll(url, get + get + late + get);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(
    ['200', '200', '201', '200'].map((status) => `HTTP/1.1 ${status}`),
  );
  await mock.close();
});
