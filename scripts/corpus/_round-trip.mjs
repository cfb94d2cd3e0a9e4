// @ts-check
import { Asker, isFine, toRefusal } from './_asker.mjs';
import { compare, findNew } from './_find-item.mjs';
import { NoReply } from './_host.mjs';
import { contains, findIdentities, toText } from './_identity.mjs';
import { Pages } from './_pages.mjs';
import { fillTemplate, readTemplate, toNames } from './_request-path.mjs';

/** @typedef {import('./_asker.mjs').Known} Known */
/** @typedef {import('./_asker.mjs').Answer} Answer */
/** @typedef {import('./_asker.mjs').Asking} Asking */
/** @typedef {import('./_find-item.mjs').Item} Item */
/** @typedef {{ name: string, ok: boolean, detail?: string, curl?: string }} Step */
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
    this.read = find('read')[0];
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
    if (this.list) await this.#listed(this.list, item);
    if (this.remove && item.path !== '') await this.#removed(this.remove, item);
  }

  /** A new item. @param {Known} create @returns {Promise<Item | undefined>} */
  async #made(create) {
    const made = await this.#ask('create', create, {});
    if (!made) return undefined;
    const { read, remove } = this;
    const found = await findNew(this.asker, { made, create, read, remove });
    if ('untold' in found) this.#skipped.push(found.untold);
    if ('wrong' in found) this.#fail('read', found.wrong, made.curl);
    if (!('item' in found)) return undefined;
    if (found.read) this.#compared('read', found.lost ?? [], [made, found.read]);
    return found.item;
  }

  /** An item that is there from the start. @returns {Promise<Item | undefined>} */
  async #known() {
    const { read } = this;
    const answer = read && (await this.#ask('read', read, {}));
    if (!answer) return undefined;
    const { path } = read.operation;
    const text = [...(readTemplate(path, answer.path)?.values() ?? [])].at(-1) ?? '';
    const named = findIdentities(answer.reply, answer.body, path);
    const property = named.find((one) => one.text === text)?.property;
    const identity = { text, ...(property !== undefined && { property }) };
    return { identity, path: answer.path, shown: answer.body };
  }

  /** @param {Known} change @param {Item} item */
  async #changed(change, item) {
    const { read } = this;
    const target = item.path;
    const answer = await this.#ask(change.behaviour, change, { target, salt: ' changed' });
    const after = answer && read && (await this.#ask('read after change', read, { target }));
    if (!answer || !after || !read) return;
    item.shown = after.body;
    const except = item.identity.property;
    const lost = await compare(this.asker, { known: read, sent: answer, shown: after, except });
    this.#compared(`read after ${change.behaviour}`, lost, [answer, after]);
  }

  /** @param {Known} list @param {Item} item */
  async #listed(list, item) {
    const answer = await this.#look(list, item);
    if (!answer) return;
    const { isThere, curl } = answer;
    if (isThere) this.#steps.push({ name: 'list', ok: true });
    else this.#fail('list', `the list does not contain ${toText(item.identity)}`, curl);
  }

  /** Looks for an item on the pages of a list. @param {Known} list @param {Item} item */
  async #look(list, item) {
    const { path: template } = list.operation;
    const own = (this.read ?? this.remove)?.operation.path ?? '';
    const texts = [...(readTemplate(own, item.path)?.values() ?? [])];
    const count = toNames(template).length;
    const target = texts.length >= count ? fillTemplate(template, texts) : undefined;
    const place = target === undefined ? {} : { target };
    const pages = new Pages(list.operation);
    let answer = await this.#ask('list', list, { ...place, extra: pages.first });
    while (answer) {
      const { curl, reply, body } = answer;
      if (contains(body, item)) return { isThere: true, curl };
      const extra = pages.next(reply, body);
      if (extra === undefined) return { isThere: false, curl };
      answer = await this.#ask('list', list, { ...place, extra });
    }
    return undefined;
  }

  /** @param {Known} remove @param {Item} item */
  async #removed(remove, item) {
    if (!(await this.#ask('delete', remove, { target: item.path }))) return;
    this.#steps.push({ name: 'delete', ok: true });
    if (this.read) {
      const after = await this.asker.ask(this.read, { target: item.path });
      const isGone = after?.reply.status === 404 || after?.reply.status === 410;
      if (isGone) this.#steps.push({ name: 'gone', ok: true });
      else this.#fail('gone', `read again, it answers ${after?.reply.status}`, after?.curl);
      return;
    }
    const after = this.list && (await this.#look(this.list, item));
    if (after?.isThere)
      this.#fail('gone', `the list still has ${toText(item.identity)}`, after.curl);
    else if (after) this.#steps.push({ name: 'gone', ok: true });
  }

  /** Asks for a success; anything else is a failed step. @param {string} name @param {Known} known @param {Asking} asking */
  async #ask(name, known, asking) {
    const answer = await this.asker.ask(known, asking);
    if (!answer) this.#skipped.push(`${name}: no request could be made`);
    else if (isFine(answer.reply)) return answer;
    else this.#fail(name, toRefusal(answer.reply), answer.curl);
    return undefined;
  }

  /** @param {string} name @param {readonly string[]} lost @param {readonly Answer[]} answers */
  #compared(name, lost, answers) {
    if (lost.length === 0) this.#steps.push({ name, ok: true });
    else this.#fail(name, lost.slice(0, 4).join('; '), answers.map(({ curl }) => curl).join('\n'));
  }

  /** @param {string} name @param {string} detail @param {string | undefined} [curl] */
  #fail(name, detail, curl) {
    this.#steps.push({ name, ok: false, detail, ...(curl !== undefined && { curl }) });
  }
}
