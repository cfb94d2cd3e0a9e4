// @ts-check
import { findLost } from './_compare.mjs';
import { toCurl } from './_curl.mjs';
import { NoReply } from './_host.mjs';
import { contains, findIdentities, toText } from './_identity.mjs';
import { entries, get, isObject } from './_json.mjs';
import { findSuccess } from './_judge.mjs';
import { isJson, toEssence } from './_media.mjs';
import { Pages } from './_pages.mjs';
import { makeRequest } from './_request.mjs';
import { fillTemplate as fill, readTemplate, toNames } from './_request-path.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_judge.mjs').Reply} Reply */
/** @typedef {import('./_identity.mjs').Identity} Identity */
/** @typedef {import('./_request.mjs').Making} Making */
/** @typedef {import('./_request.mjs').Variant} Variant */
/** @typedef {import('./_host.mjs').Host} Host */
/** @typedef {{ name: string, ok: boolean, detail?: string, curl?: string }} Step */
/** @typedef {{ resource: string, steps: Step[], skipped: string[] }} Trip */
/** An operation as all three know it: the mock, the maker of requests and the judge. @typedef {{ behaviour: string, target: string, operation: import('./_project.mjs').Operation, declared: import('./_declared.mjs').Declared }} Known */
/** @typedef {{ sent?: Json, body: Json | undefined, reply: Reply, curl: string, path: string }} Answer */

/** Follows one item of a resource through its life. */
export class RoundTrip {
  /** @type {Step[]} */
  #steps = [];
  /** @type {string[]} */
  #skipped = [];
  #session;

  /**
   * @param {{ host: Host, making: Making, session: string }} context
   * @param {readonly Known[]} operations those of one resource
   */
  constructor({ host, making, session }, operations) {
    this.host = host;
    this.making = making;
    this.#session = session;
    const find = (/** @type {string[]} */ ...names) =>
      names.flatMap((name) => operations.filter(({ behaviour }) => behaviour === name))[0];
    this.create = find('create');
    this.read = find('read');
    this.list = find('list');
    this.change = find('replace', 'merge');
    this.remove = find('remove');
  }

  /** Whether there is enough to follow: an item that is made or known, and something that shows it. */
  get isPossible() {
    const shows = this.read ?? this.list;
    return shows !== undefined && (this.create ?? (this.read && this.remove)) !== undefined;
  }

  /** @param {string} resource @returns {Promise<Trip>} */
  async run(resource) {
    try {
      await this.#follow();
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      this.#steps.push({ name: 'reply', ok: false, detail: `${error.kind}: ${error.message}` });
    }
    return { resource, steps: this.#steps, skipped: this.#skipped };
  }

  async #follow() {
    const made = this.create && (await this.#ask('create', this.create, {}));
    if (this.create && !made) return;
    const item = made ? await this.#find(made) : await this.#known();
    if (!item) return;
    if (this.change && item.path) await this.#changed(this.change, item);
    if (this.list) await this.#listed(this.list, item);
    if (this.remove) await this.#removed(this.remove, item);
  }

  /** Finds the new item under the names it may have. @param {Answer} made */
  async #find(made) {
    const { create, read } = this;
    const template = (read ?? this.remove)?.operation.path;
    const names = toNames(template ?? '');
    const parents = readTemplate(create?.operation.path ?? '', made.path);
    const isBelow = parents !== undefined && names.length === parents.size + 1;
    const candidates = findIdentities(made.reply, made.body, names.at(-1) ?? 'id').slice(0, 5);
    if (!template || !isBelow || !read) {
      const [identity] = candidates;
      if (!identity) this.#skipped.push('the reply to create does not say how the item is called');
      const path =
        template && isBelow ? fill(template, [...parents.values(), identity?.text ?? '']) : '';
      return identity && { identity, path };
    }
    for (const identity of candidates) {
      const path = fill(template, [...parents.values(), identity.text]);
      const answer = await this.#try(read, { target: path });
      if (answer && isFine(answer.reply)) {
        await this.#compare('read', made, { ...answer, read });
        return { identity: toNamed(identity, answer.body), path, shown: answer.body };
      }
    }
    const tried = candidates.map(toText).join(', ') || 'nothing in the reply names it';
    this.#fail('read', `what was created is not found: ${tried}`, made.curl);
    return undefined;
  }

  /** An item that is there from the start. */
  async #known() {
    const { read } = this;
    const answer = read && (await this.#ask('read', read, { target: read.target }));
    if (!answer) return undefined;
    const text = [...(readTemplate(read.operation.path, answer.path)?.values() ?? [])].at(-1) ?? '';
    const named = findIdentities(
      answer.reply,
      answer.body,
      toNames(read.operation.path).at(-1) ?? '',
    );
    const property = named.find((one) => one.text === text)?.property;
    const identity = { text, ...(property !== undefined && { property }) };
    return { identity, path: answer.path, shown: answer.body };
  }

  /** @param {Known} change @param {Item} item */
  async #changed(change, item) {
    const target = item.path;
    const answer = await this.#ask(change.behaviour, change, { target, salt: ' changed' });
    const { read } = this;
    const after = answer && read && (await this.#ask('read after change', read, { target }));
    if (answer && after && read) {
      item.shown = after.body;
      const except = item.identity.property;
      await this.#compare(`read after ${change.behaviour}`, answer, { ...after, read, except });
    }
  }

  /** @param {Known} list @param {Item} item */
  async #listed(list, item) {
    const answer = await this.#look(list, item);
    if (!answer) return;
    if (answer.isThere) this.#steps.push({ name: 'list', ok: true });
    else this.#fail('list', `the list does not contain ${toText(item.identity)}`, answer.curl);
  }

  /** Looks through the pages of a list. @param {Known} list @param {Item} item */
  async #look(list, item) {
    const { path } = item;
    const names = toNames(list.operation.path);
    const own = this.read ?? this.remove;
    const texts = own && path ? [...(readTemplate(own.operation.path, path)?.values() ?? [])] : [];
    const base =
      texts.length >= names.length
        ? fill(list.operation.path, texts.slice(0, names.length))
        : list.target;
    const pages = new Pages(list.operation);
    let answer = await this.#ask('list', list, { target: base, extra: pages.first });
    while (answer) {
      const { curl, reply, body } = answer;
      if (contains(body, item)) return { isThere: true, curl };
      const extra = pages.next(reply, body);
      if (extra === undefined) return { isThere: false, curl };
      answer = await this.#ask('list', list, { target: base, extra });
    }
    return undefined;
  }

  /** @param {Known} remove @param {Item} item */
  async #removed(remove, item) {
    if (!item.path) return;
    const answer = await this.#ask('delete', remove, { target: item.path });
    if (!answer) return;
    this.#steps.push({ name: 'delete', ok: true });
    if (this.read) {
      const after = await this.#try(this.read, { target: item.path });
      const isGone = after?.reply.status === 404 || after?.reply.status === 410;
      if (isGone) this.#steps.push({ name: 'gone', ok: true });
      else this.#fail('gone', `read again, it answers ${after?.reply.status}`, after?.curl ?? '');
    } else if (this.list) {
      const after = await this.#look(this.list, item);
      if (after && !after.isThere) this.#steps.push({ name: 'gone', ok: true });
      else if (after)
        this.#fail('gone', `the list still contains ${toText(item.identity)}`, after.curl);
    }
  }

  /** @param {string} name @param {Answer} sent @param {Answer & { read: Known, except?: string | undefined }} shown */
  async #compare(name, sent, { read, body, reply, curl, except }) {
    const response = findSuccess(read.declared, reply.status);
    const content = response?.content.find(({ mediaType }) => isJson(toEssence(mediaType)));
    const isKnown = sent.sent !== undefined && body !== undefined;
    const lost = isKnown
      ? await findLost(this.making.judge, {
          sent: sent.sent ?? null,
          shown: body,
          schema: content?.schema,
          except,
        })
      : [];
    if (lost.length === 0) this.#steps.push({ name, ok: true });
    else this.#fail(name, lost.slice(0, 4).join('; '), `${sent.curl}\n${curl}`);
  }

  /** As `#try`; what is no success is a failed step. @param {string} name @param {Known} known @param {Asking} asking */
  async #ask(name, known, asking) {
    const answer = await this.#try(known, asking);
    if (!answer) this.#skipped.push(`${name}: no request could be made`);
    else if (isFine(answer.reply)) return answer;
    else this.#fail(name, toRefusal(answer.reply), answer.curl);
    return undefined;
  }

  /** @param {Known} known @param {Asking} asking @returns {Promise<Answer | undefined>} */
  async #try({ operation, declared, target: known }, { target = known, salt = '', extra = '' }) {
    const content = Math.max(0, operation.requestBody?.content.findIndex(isPlainJson) ?? 0);
    const isRead = operation.method === 'GET';
    const optional = /** @type {('all' | 'none')[]} */ (isRead ? ['none'] : ['all', 'none']);
    for (const one of optional) {
      const variant = { label: one, optional: one, content, isNew: true };
      const making = { ...this.making, seed: `${this.making.seed}${salt}` };
      const made = await makeRequest(making, { operation, declared, variant, target });
      if ('unmade' in made) continue;
      const { sent, body } = made;
      if (extra !== '') sent.target += `${sent.target.includes('?') ? '&' : '?'}${extra}`;
      sent.headers['X-Mock-Session'] = this.#session;
      const reply = await this.host.send(sent);
      const path = sent.target.split('?', 1)[0] ?? '';
      const isSeen = operation.requestBody?.content[content];
      const seen = isSeen && isPlainJson(isSeen) ? { sent: body ?? null } : {};
      return { ...seen, body: parse(reply), reply, curl: toCurl(sent), path };
    }
    return undefined;
  }

  /** @param {string} name @param {string} detail @param {string} curl */
  #fail(name, detail, curl) {
    this.#steps.push({ name, ok: false, detail, curl });
  }
}

/** What is followed: how it is called, where it is, and how it was last shown. @typedef {{ identity: Identity, path: string, shown?: Json | undefined }} Item */
/** @typedef {{ target?: string, salt?: string, extra?: string }} Asking */

/** @param {{ mediaType: string }} content */
function isPlainJson({ mediaType }) {
  const essence = toEssence(mediaType);
  return isJson(essence) && essence !== 'application/json-patch+json';
}

/** @param {Reply} reply */
function isFine({ status }) {
  return status >= 200 && status < 300;
}

/** @param {Reply} reply */
function toRefusal({ status, headers, body }) {
  return `${status} ${String(headers['x-mock-findings'] ?? body.toString('utf8')).slice(0, 400)}`;
}

/** @param {Reply} reply @returns {Json | undefined} */
function parse({ headers, body }) {
  if (!isJson(toEssence(headers['content-type'] ?? '')) || body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The identity with the property that shows it, when one does. @param {Identity} identity @param {Json | undefined} shown @returns {Identity} */
function toNamed(identity, shown) {
  const wanted = decodeURIComponent(identity.text);
  if (identity.property !== undefined && isShown(shown, identity.property, wanted)) return identity;
  const name = Object.keys(Object(shown)).find((one) => isShown(shown, one, wanted));
  return { text: identity.text, ...(name !== undefined && { property: name }) };
}

/** @param {Json | undefined} shown @param {string} name @param {string} wanted @returns {boolean} */
function isShown(shown, name, wanted) {
  if (String(get(shown, name)) === wanted) return true;
  return entries(shown).some(([, member]) => isObject(member) && isShown(member, name, wanted));
}
