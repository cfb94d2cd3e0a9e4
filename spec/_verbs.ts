/** What a verb makes of a thing: the words for its state after, the likeliest first. */
interface Verb {
  /** Words for the state, such as `cancelled`. */
  readonly states: readonly string[];
  /** Words for what is true of it from then on, such as `locked`. */
  readonly becomes: readonly string[];
  /** Words for what is no longer true of it. */
  readonly ceases: readonly string[];
}

/** States that the verb's own participle does not say. */
const states: Readonly<Record<string, readonly string[]>> = {
  start: ['running', 'active', 'inprogress', 'processing', 'on', 'available', 'starting'],
  run: ['running', 'inprogress'],
  begin: ['running', 'inprogress'],
  resume: ['running', 'active', 'inprogress'],
  restart: ['running', 'active', 'restarting'],
  retry: ['pending', 'queued', 'running'],
  stop: ['inactive', 'terminated', 'exited', 'off', 'shutdown', 'stopping'],
  shutdown: ['off', 'stopped'],
  kill: ['exited', 'dead', 'stopped', 'terminated'],
  terminate: ['stopped'],
  pause: ['onhold'],
  hold: ['onhold', 'held'],
  suspend: ['onhold', 'inactive'],
  enable: ['active', 'on'],
  activate: ['active', 'enabled'],
  disable: ['inactive', 'off'],
  deactivate: ['inactive', 'disabled'],
  cancel: ['canceled', 'cancelled', 'cancelling', 'aborted'],
  abort: ['canceled', 'cancelled'],
  reject: ['declined', 'denied', 'refused'],
  decline: ['rejected', 'denied'],
  deny: ['rejected', 'declined'],
  accept: ['approved', 'confirmed', 'active'],
  approve: ['accepted', 'confirmed'],
  complete: ['done', 'finished', 'closed', 'success', 'succeeded'],
  finish: ['done', 'completed', 'complete'],
  close: ['complete', 'completed', 'done'],
  open: ['active'],
  reopen: ['open', 'opened', 'active'],
  resolve: ['closed', 'done', 'fixed'],
  dismiss: ['closed'],
  submit: ['pending', 'inreview', 'inprogress'],
  publish: ['live', 'public', 'active'],
  unpublish: ['draft', 'private'],
  unarchive: ['active'],
  restore: ['active', 'available'],
  pay: ['paid'],
  ship: ['intransit'],
  send: ['sent'],
  withdraw: ['withdrawn'],
  void: ['void'],
  take: ['taken'],
  win: ['won'],
  lose: ['lost'],
  revoke: ['inactive'],
  lock: ['closed'],
  unlock: ['open'],
  unsuspend: ['active'],
  unpause: ['running', 'active'],
  promote: ['primary'],
};

/** Verbs that say that another is undone; others begin with `un`, `de` or `dis`. */
const undoing: Readonly<Record<string, string>> = {
  disable: 'enable',
  deactivate: 'activate',
  resume: 'pause',
  reopen: 'close',
  restore: 'delete',
  show: 'hide',
  stop: 'start',
  unsuspend: 'suspend',
};

/** True of a verb that is known to change the state of a thing. */
export function isStateVerb(verb: string): boolean {
  return Object.hasOwn(states, verb) || Object.hasOwn(undoing, verb);
}

/** Reads a verb; one that nobody listed has its participles alone. */
export function readVerb(verb: string): Verb {
  const positive = undoing[verb] ?? /^(?:un|de|dis)([a-z]{3,})$/.exec(verb)?.[1];
  const own = toParticiples(verb);
  return {
    states: [...own, ...(states[verb] ?? [])],
    becomes: own,
    ceases: positive === undefined ? [] : toParticiples(positive),
  };
}

/** The verb undone, as DELETE of what PUT does: neither has a state of its own. */
export function undo({ becomes, ceases }: Verb): Verb {
  return { states: [], becomes: ceases, ceases: becomes };
}

/** `cancel` may be cancelled, canceled and cancel; `archived` is already one. */
function toParticiples(verb: string): string[] {
  const stem = verb.endsWith('y') ? `${verb.slice(0, -1)}i` : verb;
  const isDone = /(ed|en|paid|read|done|public|private)$/.test(verb);
  if (isDone) return [verb];
  const last = verb.at(-1) ?? '';
  const regular = verb.endsWith('e') ? [`${verb}d`] : [`${stem}ed`, `${verb}${last}ed`];
  return [...regular, verb];
}
