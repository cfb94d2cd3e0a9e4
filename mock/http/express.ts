import type { RequestListener } from 'node:http';
import express from 'express';
import { type AdapterOptions, answer } from './middleware.ts';

/** An application with nothing in it but the mock. */
export function createApp(options: AdapterOptions): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Otherwise Express would show the stack of a mistake of ours to the client.
  app.set('env', 'production');
  app.use((request, response) => answer(options, request, response));
  return app;
}
