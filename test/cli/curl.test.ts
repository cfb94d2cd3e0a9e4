import { describe, expect, it } from 'vitest';
import { toCurl } from '../../cli/curl.ts';
import type { OperationInfo } from '../../mock/index.ts';

const plain: OperationInfo = {
  ...{ document: 'Pets', base: '', id: 'listPets', method: 'GET', path: '/pets', summary: '' },
  ...{
    target: "/pets?q=it's",
    fields: [],
    isSecured: false,
    behaviour: 'list',
    why: '',
    notes: [],
  },
};
const line = (more: Partial<OperationInfo>) => toCurl({ ...plain, ...more }, 'http://h:1');

describe('the curl line of an operation', () => {
  it('quotes for a shell', () => {
    expect(line({})).toBe(`curl -i 'http://h:1/pets?q=it'\\''s'`);
  });

  it('waits for no content after HEAD', () => {
    expect(line({ method: 'HEAD', target: '/pets' })).toBe("curl -I 'http://h:1/pets'");
  });

  it('has fields, and JSON as it is', () => {
    const fields = [
      ['X-Key', 'any'],
      ['Content-Type', 'application/vnd.pets+json'],
    ] as const;
    expect(line({ method: 'POST', target: '/pets', fields, body: { name: "O'Malley" } })).toBe(
      "curl -i -X POST 'http://h:1/pets' -H 'X-Key: any' -H 'Content-Type: application/vnd.pets+json' -d '{\"name\":\"O'\\''Malley\"}'",
    );
  });

  it('leaves the writing of forms to curl', () => {
    const fields = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
    expect(line({ method: 'POST', target: '/pets', fields, body: { a: 'x y', b: [1] } })).toBe(
      "curl -i -X POST 'http://h:1/pets' --data-urlencode 'a=x y' --data-urlencode 'b=[1]'",
    );
    expect(line({ method: 'POST', target: '/pets', fields, body: 'a=1' })).toBe(
      "curl -i -X POST 'http://h:1/pets' -d 'a=1'",
    );
  });
});
