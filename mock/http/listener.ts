import type { AdapterOptions } from './middleware.ts';
import { type RunningServer, type ServerLimits, startServer } from './server.ts';

/** Somewhere to listen: in one place at a time, and after closing in another. */
export interface Listener {
  /** Where it listens; throws when it does not. */
  readonly url: string;
  /** Starts listening and gives the URL; rejects while it listens already. */
  listen(place: { readonly port: number; readonly host: string }): Promise<string>;
  /** Finishes what is in flight and stops listening. */
  close(): Promise<void>;
}

/** Makes a listener that does not listen yet. */
export function createListener(
  options: AdapterOptions & { readonly limits: ServerLimits },
): Listener {
  let running: RunningServer | undefined;
  let starting: Promise<RunningServer> | undefined;
  return {
    get url() {
      if (running) return running.url;
      throw new Error('The mock does not listen. Call listen() first, or use handle().');
    },
    async listen(place) {
      if (starting) {
        const where = running ? ` at ${running.url}` : '';
        throw new Error(`The mock listens already${where}. Close it first.`);
      }
      const mine = startServer(options, place);
      starting = mine;
      try {
        const server = await mine;
        // Whoever closed in the meantime closes this server too.
        if (starting === mine) running = server;
        return server.url;
      } catch (error) {
        if (starting === mine) starting = undefined;
        throw error;
      }
    },
    async close() {
      const closing = starting;
      running = undefined;
      starting = undefined;
      const server = await closing?.catch(() => undefined);
      await server?.close();
    },
  };
}
