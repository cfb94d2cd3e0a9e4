// @ts-check
import { Asker, isFine, toRefusal } from './_asker.mjs';
import { compare, findNew } from './_find-item.mjs';
import { NoReply } from './_host.mjs';
import { toNamed, toText } from './_identity.mjs';
import { findListed, putNew, readKnown } from './_known-item.mjs';
import { lookFor } from './_lists.mjs';
import { findUntold } from './_new-in-list.mjs';
import { toNames } from './_request-path.mjs';
import { findDefaultBlame, findListBlame } from './_trip-blame.mjs';

/** @typedef {import('./_asker.mjs').Known} Known */
/** @typedef {import('./_asker.mjs').Answer} Answer */
/** @typedef {import('./_asker.mjs').Asking} Asking */
/** @typedef {import('./_find-item.mjs').Item} Item */
/** @typedef {import('./_find-item.mjs').Found} Found */
/** @typedef {import('./_compare.mjs').Loss} Loss */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} ok
 * @property {string} [detail]
 * @property {string} [curl]
 * @property {string} [blame] what in the document makes it impossible, when that is proven
 */
/** @typedef {{ resource: string, steps: Step[], skipped: string[] }} Trip */

/** Follows one item of a resource through its life: made, read, changed, listed, deleted, gone. */
export class RoundTrip {
  /** @type {Step[]} */
  #steps = [];
  /** @type {string[]} */
  #skipped = [];

  /**
   * @param {ConstructorParameters<typeof Asker>[0]} context
   * @param {{ collection: string, operations: readonly Known[] }} resource
   */
  constructor(context, { collection, operations }) {
    this.asker = new Asker(context);
    this.collection = collection;
    const find = (/** @type {string[]} */ ...names) =>
      names.flatMap((name) => operations.filter(({ behaviour }) => behaviour === name));
    this.create = find('create')[0];
    const count = toNames(collection).length;
    const hasName = (/** @type {Known} */ { operation }) => toNames(operation.path).length > count;
    // The newest of all is shown without a name.
    this.read = find('read').find(hasName) ?? find('read')[0];
    // Other lists may show a part of it only.
    this.list = find('list').find(({ operation }) => operation.path === collection);
    /** The path of an item; '' when no operation has one. */
    this.template = (this.read ?? find('remove')[0])?.operation.path ?? '';
    const isOfItem = (/** @type {Known} */ { operation }) => operation.path === this.template;
    this.change = find('replace', 'merge').find(isOfItem);
    this.remove = find('remove').find(isOfItem);
  }

  /** Whether there is enough to follow: an item that is made or known, and something that shows it. */
  get isPossible() {
    const shows = this.read ?? this.list;
    // What is one of its kind need not be gone when it is deleted: it may be as it was at first.
    const isOne = this.template === this.collection;
    return (
      shows !== undefined && !isOne && (this.create ?? (this.read && this.remove)) !== undefined
    );
  }

  /** @returns {Promise<Trip>} */
  async run() {
    try {
      await this.#follow();
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      this.#fail('reply', `${error.kind}: ${error.message}`);
    }
    return { resource: this.collection, steps: this.#steps, skipped: this.#skipped };
  }

  async #follow() {
    const item = this.create ? await this.#made(this.create) : await this.#known();
    if (!item) return;
    if (this.change && item.path !== '') await this.#changed(this.change, item);
    const isListed = this.list && item.isStored && (await this.#listed(this.list, item));
    if (this.remove && item.path !== '') await this.#removed(this.remove, item, isListed === true);
  }

  /** A new item. @param {Known} create @returns {Promise<Item | undefined>} */
  async #made(create) {
    const made = await this.#ask('create', create, {});
    if (!made) return undefined;
    const blame = findDefaultBlame(create, made);
    if (blame !== undefined) {
      this.#fail('create', `${made.reply.status} came, which is no error`, made.curl, blame);
      return undefined;
    }
    const { read, remove, list } = this;
    const found = await findNew(this.asker, { made, create, read, remove });
    const better =
      'untold' in found && list
        ? await findUntold(this.asker, { create, read, remove, list })
        : undefined;
    return this.#told(better ?? found, made);
  }

  /** @param {Found} found @param {Answer} made */
  #told(found, made) {
    if ('untold' in found) this.#skipped.push(found.untold);
    if ('wrong' in found) this.#fail('read', found.wrong, made.curl);
    if (!('item' in found)) return undefined;
    if (found.read) this.#compared('read', found.loss ?? { lost: [] }, [made, found.read]);
    return found.item;
  }

  /** An item that PUT makes, or that is there from the start. @returns {Promise<Item | undefined>} */
  async #known() {
    const { collection, template, list, read, change } = this;
    const put = change?.behaviour === 'replace' ? change : undefined;
    const place = { collection, template, list, read, put };
    const fresh = await putNew(this.asker, place);
    if (fresh) return this.#putAndRead(fresh);
    const listed = await findListed(this.asker, place);
    if (listed) return listed;
    const known = await readKnown(this.asker, place);
    if (!known) this.#skipped.push('read: no request could be made');
    else if (isFine(known.answer.reply)) return known.item;
    else this.#fail('read', toRefusal(known.answer.reply), known.answer.curl);
    return undefined;
  }

  /** @param {{ item: Item, made: Answer }} put */
  async #putAndRead({ item, made }) {
    const { read } = this;
    const answer = read && (await this.#ask('read', read, { target: item.path }));
    if (!read || !answer) return undefined;
    item.shown = answer.body;
    item.identity = toNamed(item.identity, answer.body);
    const except = item.identity.property;
    const loss = await compare(this.asker, { known: read, sent: made, shown: answer, except });
    this.#compared('read', loss, [made, answer]);
    return item;
  }

  /** @param {Known} change @param {Item} item */
  async #changed(change, item) {
    const { read } = this;
    const target = item.path;
    const answer = await this.#ask(change.behaviour, change, { target, salt: ' changed' });
    const after = answer && read && (await this.#ask('read after change', read, { target }));
    if (!answer || !after || !read) return;
    item.shown = after.body;
    item.isStored = true;
    const except = item.identity.property;
    const loss = await compare(this.asker, { known: read, sent: answer, shown: after, except });
    this.#compared(`read after ${change.behaviour}`, loss, [answer, after]);
  }

  /** @param {Known} list @param {Item} item */
  async #listed(list, item) {
    const look = await lookFor(this.asker, { list, template: this.template }, item);
    if ('refused' in look) {
      if (look.curl === undefined) this.#skipped.push(`list: ${look.refused}`);
      else this.#fail('list', look.refused, look.curl);
      return false;
    }
    const { isThere, last, blame } = look;
    if (isThere) this.#steps.push({ name: 'list', ok: true });
    else {
      const why = blame ?? (await findListBlame(this.asker, list, item, last));
      this.#fail('list', `the list does not contain ${toText(item.identity)}`, last.curl, why);
    }
    return isThere;
  }

  /** @param {Known} remove @param {Item} item @param {boolean} isListed */
  async #removed(remove, item, isListed) {
    if (!(await this.#ask('delete', remove, { target: item.path }))) return;
    this.#steps.push({ name: 'delete', ok: true });
    if (this.read) {
      const after = await this.asker.ask(this.read, { target: item.path });
      const isGone = after?.reply.status === 404 || after?.reply.status === 410;
      if (!isGone)
        return this.#fail('gone', `read again, it answers ${after?.reply.status}`, after?.curl);
    }
    const { list, template } = this;
    const isSeen = list && (isListed || !this.read);
    const look = isSeen ? await lookFor(this.asker, { list, template }, item) : undefined;
    if (look && 'isThere' in look && look.isThere)
      this.#fail('gone', `the list still has ${toText(item.identity)}`, look.last.curl);
    else if (look || this.read) this.#steps.push({ name: 'gone', ok: true });
  }

  /** Asks for a success; anything else is a failed step. @param {string} name @param {Known} known @param {Asking} asking */
  async #ask(name, known, asking) {
    const answer = await this.asker.ask(known, asking);
    if (!answer) this.#skipped.push(`${name}: no request could be made`);
    else if (isFine(answer.reply)) return answer;
    else this.#fail(name, toRefusal(answer.reply), answer.curl);
    return undefined;
  }

  /** @param {string} name @param {Loss} loss @param {readonly Answer[]} answers */
  #compared(name, { lost, blame }, answers) {
    if (lost.length === 0) this.#steps.push({ name, ok: true });
    else
      this.#fail(
        name,
        lost.slice(0, 4).join('; '),
        answers.map(({ curl }) => curl).join('\n'),
        blame,
      );
  }

  /** @param {string} name @param {string} detail @param {string | undefined} [curl] @param {string | undefined} [blame] */
  #fail(name, detail, curl, blame) {
    const more = { ...(curl !== undefined && { curl }), ...(blame !== undefined && { blame }) };
    this.#steps.push({ name, ok: false, detail, ...more });
  }
}
