import { toUrl } from '../../kernel/http.ts';
import { once } from '../../kernel/once.ts';
import { isProblem } from '../../kernel/problem.ts';
import type { ListParameters } from '../../spec/list-parameters.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import { toReply } from './_body.ts';
import type { ListFacts } from './_facts.ts';
import { toPageLinks } from './_links.ts';
import { type Page, readFirstPage, readPage, toPageNumber } from './_page.ts';
import { toSource } from './_source.ts';
import { checkParents, toTarget } from './_target.ts';

/** What an operation wants of a list that says nothing of it. */
export const noWishes: ListParameters = { filters: [], unknown: [] };

/** GET or a search of a collection: filtered, sorted, paged; else in the order of creation. */
export const list: Behaviour = {
  name: 'list',
  isRepeatable: true,
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const wishes = call.compiled.binding.list?.() ?? noWishes;
    const collection = transaction.collection(target.ref);
    const source = toSource(call, wishes, { collection, target });
    const asked = readPage(call, wishes, source);
    // Where any identity is there, any cursor is: one that no list gave out begins the list.
    const page =
      isProblem(asked) && transaction.isOpen ? readFirstPage(call, wishes, source) : asked;
    if (isProblem(page)) return page;
    const values = page.entities.map(({ value }) => value);
    const keys = page.entities.map(({ key }) => key);
    return toReply(call, values, { facts: toFacts(call, wishes, page), keys });
  },
};

/** What a reply may tell of a page beside its items. */
function toFacts(call: Call, wishes: ListParameters, page: Page): ListFacts {
  const { entities, total, offset, limit, hasMore, cursor, previous } = page;
  const links = once(() => toPageLinks(call, wishes, page));
  return {
    ...{ total, count: entities.length, offset, limit, hasMore },
    page: toPageNumber(call, wishes, page),
    ...(cursor !== undefined && { cursor }),
    ...(previous !== undefined && { previous }),
    isByCursor: wishes.cursor !== undefined,
    get links() {
      return links();
    },
    get origin() {
      return toUrl(call.request, '');
    },
  };
}
