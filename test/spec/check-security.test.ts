import { expect, it } from 'vitest';
import { checkDocument } from '../../spec/check.ts';
import { toFaultText } from '../../spec/fault.ts';
import { loadDocument } from '../../spec/load.ts';
import { readOperations } from '../../spec/operations.ts';
import { writeFiles } from './_document.ts';

/** The warnings of a document whose GET /pets asks for `security` and declares `schemes`. */
async function warn(security: string, schemes = 'key: { type: apiKey, in: header, name: K }') {
  const yaml = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /pets: { get: { security: ${security}, responses: { '200': { description: OK } } } }
  /toys: { get: { security: ${security}, responses: { '200': { description: OK } } } }
components: { securitySchemes: { ${schemes} } }
`;
  const document = await loadDocument(await writeFiles({ 'api.yaml': yaml }));
  const faults = checkDocument(document);
  expect(faults.every(({ severity }) => severity === 'warning')).toBe(true);
  return {
    document,
    texts: faults.map((fault) => toFaultText(fault).replace(/^.*?warning: /s, '')),
  };
}

const oauth =
  'o: { type: oauth2, flows: { x-more: 1, implicit: { authorizationUrl: /a, scopes: { read: R } } } }';

it.each([
  ['[{ key: [] }]', undefined, []],
  ['[]', undefined, []],
  ['[{}]', undefined, []],
  ['{ key: [] }', undefined, ['The "security" is not a list, so nothing is asked.']],
  ['[key]', undefined, ['The security requirement is not an object; it is left out.']],
  ['[{ kee: [] }]', undefined, ['"kee" is not declared; it asks nothing.', 'mean "key"?']],
  ['[{ o: [raed] }]', oauth, ['"o" declares no scope "raed".', 'Did you mean "read"?']],
  ['[{ o: [read] }]', oauth, []],
  [
    '[{ o: [read], b: [] }]',
    `${oauth}, b: { type: http, scheme: basic }`,
    ['"o" and "b" both want the field Authorization; either is taken.'],
  ],
  ['[{ o: [read], b: [] }]', `${oauth}, b: { type: http, scheme: bearer }`, []],
  ['[]', 'o: { type: oauth2 }', ['"o" has no flows.']],
  ['[]', 'o: { type: openIdConnect }', ['"o" has no openIdConnectUrl.']],
  ['[]', 'o: { type: http }', ['"o" names no scheme.']],
  ['[]', 'o: { type: http, scheme: AWS4 }', ['unregistered scheme "aws4"', 'Registered are Basic']],
  ['[]', 'o: { type: apikey, in: header, name: K }', ['"o" has the type "apikey"', 'apiKey, http']],
  ['[]', 'o: { type: apiKey, in: body, name: K }', ['does not say where the key travels']],
  ['[]', 'o: { type: mutualTLS }, p: { type: http, scheme: Digest }', []],
])('%s with %s', async (security, schemes, wanted) => {
  const { texts } = await warn(security, schemes);
  for (const part of wanted) expect(texts.join('\n')).toContain(part);
  // What both operations share is told once, but for slips that have a place of their own.
  expect(texts.length).toBeGreaterThanOrEqual(wanted.length > 0 ? 1 : 0);
  if (wanted.length === 0) expect(texts).toEqual([]);
});

it('tells a name that a hundred operations share once', async () => {
  const { texts } = await warn('[{ nobody: [] }]');
  expect(texts).toHaveLength(1);
});

it('takes a URI for the scheme it leads to, as OpenAPI 3.2 does', async () => {
  const { document, texts } = await warn("[{ '#/components/securitySchemes/key': [] }]");
  expect(texts).toEqual([]);
  const [first] = readOperations(document);
  expect(first?.security).toMatchObject([[{ type: 'apiKey', parameterName: 'K' }]]);
});
