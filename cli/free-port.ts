import { createServer } from 'node:net';

/** The first port from `start` on which nobody listens; `start` itself when twenty are taken. */
export async function findFreePort(start: number, host: string): Promise<number> {
  for (let port = start; port < Math.min(start + 20, 65536); port++) {
    if (await isFree(port, host)) return port;
  }
  return start;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
