import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '../support/child.ts';
import { type Answer, type Extra, fetchFrom } from '../support/shipped.ts';

const program = fileURLToPath(
  new URL('../../node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url),
);

/** What Prism, between a client and a server, had to say about one exchange. */
export interface Verdict extends Answer {
  /** Prism's complaint, word for word; absent when it let the reply pass. */
  readonly complaint: string | undefined;
}

/** A Prism that holds what passes through it against a document. */
export interface Judge {
  ask(start: string, extra?: Extra): Promise<Verdict>;
}

/** Starts Prism before an upstream server; fails with its output when it is not up in 60 s. */
export async function startPrism(document: string, upstream: string): Promise<Judge> {
  const args = [program, 'proxy', '--errors', document, upstream, '-p', '0'];
  const child: Child = startChild(process.execPath, args);
  const [, url = ''] = await child.until(/Prism is listening on (http:\S+)/, 60_000);
  return {
    async ask(start, extra) {
      const answer = await fetchFrom(url, start, extra);
      return { ...answer, complaint: findComplaint(answer) };
    },
  };
}

/** A violation is a field of its own, or a whole reply in the place of the server's. */
function findComplaint({ headers, text }: Answer): string | undefined {
  const violations = headers.get('sl-violations');
  if (violations !== null) return violations;
  return text.includes('https://stoplight.io/prism/errors#') ? text : undefined;
}
