import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';

const at = (name: string) => fileURLToPath(new URL(`../documents/${name}`, import.meta.url));
const mock = await createMock({ documents: [at('gates.yaml'), at('doors.yaml')] });

describe('the credentials that are shown', () => {
  it('let every operation in, and without them the secured ones do not', async () => {
    expect(mock.operations.length).toBeGreaterThan(20);
    for (const { method, path, target, fields, isSecured } of mock.operations) {
      const init = {
        method,
        headers: fields.map(([name, value]): [string, string] => [name, value]),
      };
      const shown = await mock.handle(new Request(`http://m.test${target}`, init));
      expect({ path, status: shown.status }).toEqual({ path, status: 204 });
      const [plain = ''] = target.split('?');
      const { status } = await mock.handle(new Request(`http://m.test${plain}`, { method }));
      const asksNothing = ['/undeclared', '/certificate'].includes(path);
      expect({ path, status }).toEqual({ path, status: isSecured && !asksNothing ? 401 : 204 });
    }
  });

  it('are none where one alternative asks for none', () => {
    const optional = mock.operations.find(({ path }) => path === '/optional');
    expect(optional).toMatchObject({ isSecured: false, fields: [] });
  });
});
