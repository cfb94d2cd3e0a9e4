// @ts-check
import { shrinkList } from './_shrink.mjs';

/** @typedef {import('./_mutate-request.mjs').Draft} Draft */

/**
 * Leaves out fields, parts of the query and of the body as long as the request shows the same.
 * @param {Draft} draft
 * @param {(draft: Draft) => Promise<boolean>} isSame
 * @param {number} tries
 */
export async function shrinkDraft(draft, isSame, tries) {
  const budget = { tries };
  let small = draft;
  const attempt = async (/** @type {Partial<Draft>} */ change) => {
    const isSmaller = await isSame({ ...small, ...change });
    if (isSmaller) small = { ...small, ...change };
    return isSmaller;
  };
  await shrinkList(draft.fields, (fields) => attempt({ fields }), budget);
  await attempt({ body: Buffer.alloc(0) });
  const [path = '', ...query] = small.target.split('?');
  await attempt({ target: path });
  const pairs = query.join('?').split('&');
  await shrinkList(pairs, (some) => attempt({ target: `${path}?${some.join('&')}` }), budget);
  const text = small.body.toString('latin1');
  const pieces = text.match(/[\s\S]{1,40}/g) ?? [];
  await shrinkList(
    pieces,
    (some) => attempt({ body: Buffer.from(some.join(''), 'latin1') }),
    budget,
  );
  return small;
}
