// @ts-check
import { say } from '../_run.mjs';
import { readArguments } from './_arguments.mjs';
import { readBases } from './_bases.mjs';
import { fuzzDocuments } from './_documents.mjs';
import { fuzzRequests } from './_requests.mjs';

const settings = readArguments(process.argv.slice(2));
if ('usage' in settings) {
  say(settings.usage);
  process.exit(settings.isHelp ? 0 : 2);
}
const bases = readBases(settings.paths, settings.isOwn);
if (bases.length === 0) {
  say('No OpenAPI document was found: none of the files has `openapi` or `swagger` at its root.');
  process.exit(2);
}
const documents = await fuzzDocuments(bases, settings);
const requests = settings.requests > 0 ? await fuzzRequests(bases, settings) : undefined;
const { cases, refused, served, asked, withheld, slowest } = documents;
process.stdout.write(
  `Documents: ${cases} damaged (seed ${settings.seed}, from ${bases.length} sound ones); ${refused} refused, ${served} served; ${asked} operations asked, ${withheld} replies withheld; the slowest took ${Math.round(slowest)} ms. Found: ${documents.failures.length}.\n`,
);
if (requests) {
  const statuses = Object.entries(requests.statuses).map(
    ([status, count]) => `${status}: ${count}`,
  );
  process.stdout.write(
    `Requests: ${requests.asked} damaged, to ${requests.documents} documents; replies by status (0: none): ${statuses.join(', ')}. Found: ${requests.failures.length}.\n`,
  );
}
const found = documents.failures.length + (requests?.failures.length ?? 0);
process.exitCode = found > 0 ? 1 : 0;
