import { expect, it } from 'vitest';
import { isMatch } from '../../../mock/state/entity.ts';

it('an entity matches by its properties and by what it is linked to', () => {
  const entity = {
    ...{ key: 'a', value: { kind: 'oak' }, sequence: 1, origin: 'created' as const },
    links: { '/rooms/{}/pictures': ['r1', 'r2'] },
  };
  const linked = (value: string) => ({ property: '/rooms/{}/pictures', value, isLink: true });
  expect(isMatch(entity, [{ property: 'kind', value: 'oak' }, linked('r2')])).toBe(true);
  expect(isMatch(entity, [linked('r3')])).toBe(false);
  expect(isMatch({ ...entity, links: {} }, [linked('r1')])).toBe(false);
  expect(isMatch(entity, [{ property: 'age', value: 'oak' }])).toBe(false);
});
