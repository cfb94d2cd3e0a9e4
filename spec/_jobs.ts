import { toNameKey } from '../kernel/words.ts';
import { getReplySchema } from './_bodies.ts';
import { toNode, toOverlap } from './_same-thing.ts';
import { collectProperties } from './choice.ts';
import type { OpenApiDocument } from './document.ts';
import { findItem } from './item-shape.ts';
import type { Operation } from './model.ts';
import { countNames, getTemplateNames } from './path-template.ts';
import { findProgress } from './progress.ts';
import { readPropertyKeys } from './property-keys.ts';
import type { Binding, Job, Resource } from './resource.ts';

/** Finds the job that an operation starts: what its reply shows or names can be read elsewhere. */
export type FindJob = (binding: Binding) => Job | undefined;

/** Jobs are read by identities of their own, and have a state that goes on to an end. */
export function compileJobs(
  document: OpenApiDocument,
  readings: readonly { readonly resource: Resource; readonly operation: Operation }[],
): FindJob {
  const byNode = new Map<unknown, Resource>();
  const byName = new Map<string, Resource>();
  for (const { resource, operation } of readings) {
    const { schema, id, arity } = resource;
    const isRoot = countNames(id) === 0 && arity === 1;
    if (!schema || !isRoot || !findProgress(resource)) continue;
    byNode.set(toNode(document, schema), resource);
    const name = toNameKey(getTemplateNames(operation.path).at(-1) ?? '');
    if (name !== 'id' && isJob(resource)) byName.set(name, resource);
  }
  return (binding) => {
    const { operation, resource: own } = binding;
    if (byNode.size === 0 || reading.test(operation.method) || showsOwn(binding)) return undefined;
    const schema = getReplySchema(operation, [202, 201, 200]);
    const found = schema && findItem(document, schema, '');
    if (!found) return undefined;
    const same = byNode.get(toNode(document, found.item));
    if (same) {
      const isStarted = same !== own && canStart(operation, same);
      return isStarted ? { resource: same, replyPath: found.path } : undefined;
    }
    const keys = readPropertyKeys(collectProperties(document, found.item));
    for (const [name, resource] of byName) {
      const carrier = keys.get(name);
      if (carrier !== undefined && resource !== own) {
        return { resource, replyPath: found.path, replyItem: found.item, carrier };
      }
    }
    return undefined;
  };
}

const jobs = /^(job|task|operation|export|import|process|build|run|batch|migration|transaction)s?$/;

/** What answers with a whole job starts one; with another thing, only where it says that it makes it. */
function canStart({ method, responses }: Operation, resource: Resource): boolean {
  const declares = (status: string) => responses.some(({ key }) => key === status);
  return isJob(resource) || declares('202') || (method === 'POST' && declares('201'));
}

function isJob({ name }: Resource): boolean {
  return name.split(' ').some((word) => jobs.test(word));
}

const reading = /^(GET|HEAD|OPTIONS|TRACE|QUERY)$/;

/** True when the reply shows most of what the operation itself is about. */
function showsOwn({ resource, replyItem }: Binding): boolean {
  if (!resource?.schema || !replyItem) return false;
  return (toOverlap(resource.document, resource.schema, replyItem) ?? 1) >= 0.5;
}
