import { toDateTime } from '../../kernel/clock.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { toText } from '../../kernel/json.ts';
import type { Snapshot } from '../session/session.ts';
import { findChanges } from '../state/diff.ts';
import { type CollectionRef, toPath } from '../state/state.ts';
import { findChangedRefs } from './_refs.ts';
import { done, getBody, getName, getQuery, toJson, toProblem, toUnknown } from './_reply.ts';
import { toJsonObject } from './_values.ts';
import type { Handlers } from './target.ts';

/** The most snapshots of one session. */
const most = 100;

/** States to come back to. */
export const snapshots: Handlers = {
  listSnapshots: (call) => toJson(call, [...call.session.snapshots.values()].map(toInfo)),
  createSnapshot: (call) => {
    const { session } = call;
    const name = toText(getBody(call).name) ?? `snapshot-${session.snapshots.size + 1}`;
    if (session.snapshots.size >= most && !session.snapshots.has(name)) {
      const message = `There are ${most} snapshots already, which is the most. Delete some first.`;
      return toProblem('state-invalid', message, { part: 'body', rule: 'limit' });
    }
    return toJson(call, toInfo(session.remember(name)));
  },
  deleteSnapshot: (call) => {
    const name = getName(call);
    const { snapshots: known } = call.session;
    return known.delete(name) ? done : toUnknown('snapshot', name, [...known.keys()]);
  },
  restoreSnapshot: (call) => {
    const name = getName(call);
    const snapshot = call.session.snapshots.get(name);
    if (!snapshot) return toUnknown('snapshot', name, [...call.session.snapshots.keys()]);
    call.session.restore(snapshot);
    return done;
  },
  diffSnapshot: (call, target) => {
    const { session } = call;
    const names = [...session.snapshots.keys()];
    const before = session.snapshots.get(getName(call));
    if (!before) return toUnknown('snapshot', getName(call), names);
    const later = getQuery(call, 'to');
    const after = later === undefined ? session : session.snapshots.get(later);
    if (!after) return toUnknown('snapshot', later ?? '', names);
    const refs = [
      ...findChangedRefs(target.apis, before.state),
      ...findChangedRefs(target.apis, after.state),
    ];
    const open = (at: Pick<Snapshot, 'seeds' | 'state'>) => (ref: CollectionRef) =>
      session.peek(at, ref);
    const changes = findChanges(open(before), open(after), distinct(refs));
    return toJson(
      call,
      changes.map(({ ref, key, change, before: old, after: now }) =>
        toJsonObject({ collection: toPath(ref), id: key, change, before: old, after: now }),
      ),
    );
  },
};

function toInfo({ name, created }: Snapshot): JsonObject {
  return { name, created: toDateTime(created) };
}

function distinct(refs: readonly CollectionRef[]): CollectionRef[] {
  return [...new Map(refs.map((ref) => [toPath(ref), ref])).values()];
}
