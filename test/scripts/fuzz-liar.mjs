// @ts-check
// In place of the real one for the tests of `npm run fuzz`: it serves one operation, and lies as told.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const lie = process.env.FUZZ_LIE ?? 'none';

/** As the real one, as far as anybody looks. */
export class DocumentError extends Error {
  /** @param {object[]} faults */
  constructor(faults) {
    super('refused');
    this.faults = faults;
  }
}

/** @param {string} text */
function refuse(text) {
  const position = { file: 'a.json', line: lie === 'place' ? 0 : 1, column: 1 };
  const fault = {
    position,
    message: lie === 'words' ? `It is ${{}}.` : 'No JSON.',
    mend: 'Mend it.',
  };
  throw lie === 'type' ? new TypeError(`Cannot read ${text.length}`) : new DocumentError([fault]);
}

/** @param {{ documents: string[] }} options */
export async function createMock({ documents: [path = ''] }) {
  const text = readFileSync(path, 'utf8');
  const isOdd = !/^\{\s*"openapi"/.test(text);
  if (isOdd && lie === 'hang') for (;;);
  if (isOdd && lie === 'exit') process.exit(3);
  if (isOdd && lie === 'reject') Promise.reject(new Error('lost'));
  if (isOdd) refuse(text);
  const server = createServer((request, response) => {
    const isEnd = lie === 'silence' && request.url?.includes('limit');
    if (isEnd) request.socket.destroy();
    else response.end('{}');
  });
  return {
    operations: [{ method: 'GET', target: '/a', path: '/a' }],
    warnings: [],
    url: '',
    async listen() {
      await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
      const address = server.address();
      this.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    },
    /** @param {Request} request */
    handle: async (request) => {
      if (lie === 'late' && request.headers.has('accept')) await new Promise(() => {});
      const isWrong = lie === 'status' && request.headers.has('accept');
      const findings = '[{"rule":"behaviour","message":"The stand-in itself failed: x."}]';
      const fields = lie === 'failure' || isWrong ? { 'X-Mock-Findings': findings } : undefined;
      return new Response('{}', { status: fields ? 500 : 200, ...(fields && { headers: fields }) });
    },
    reset() {},
    close: async () => server.close(),
  };
}
