import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { getOwn, type Json, type JsonObject, toObject } from '../../kernel/json.ts';
import { getAt } from '../../kernel/pointer.ts';
import type { StandinConfig } from '../../mock/index.ts';
import { defaultLimits } from '../../mock/options.ts';
import { type OverridePlace, overrideMembers } from '../../spec/override.ts';

const text = readFileSync(new URL('../../mock/config.schema.json', import.meta.url), 'utf8');
const schema: JsonObject = JSON.parse(text);
const namesAt = (pointer: string) => Object.keys(toObject(getAt(schema, pointer))).sort();

describe('the schema of the configuration', () => {
  it('knows what the type knows', () => {
    // The compiler says when a member is missing here.
    const every: Required<StandinConfig> = {
      ...{ $schema: '', documents: [], overlays: [], allowRemoteRefs: false, scenario: '' },
      ...{
        seed: 1,
        strictIds: true,
        port: 0,
        host: '',
        cors: true,
        jwtKey: '',
        admin: true,
        adminToken: '',
      },
      ...{ limits: {}, log: {}, watch: false },
    };
    expect(namesAt('/properties')).toEqual(Object.keys(every).sort());
    expect(namesAt('/$defs/limits/properties')).toEqual(Object.keys(defaultLimits).sort());
  });

  it.each([
    ['collection', '/$defs/collection/properties'],
    ['operation', '/$defs/operation/properties'],
  ] as const)('knows every override of a %s, in the same words', (place, pointer) => {
    const members = overrideMembers.filter((member) => member.place === place);
    expect(namesAt(pointer)).toEqual(members.map(({ name }) => name).sort());
    for (const { name, takes } of members) {
      if (takes.kind !== 'one of') continue;
      expect(getAt(schema, `${pointer}/${name}/enum`), name).toEqual(takes.values);
    }
  });

  it('of a document has the words of x-mock, and what concerns the document alone', () => {
    const place: OverridePlace = 'document';
    const words = overrideMembers.filter((member) => member.place === place);
    const own = ['document', 'base', 'overlays', 'headers'];
    const all = [...own, ...words.map(({ name }) => name)].sort();
    expect(namesAt('/$defs/document/properties')).toEqual(all);
  });

  it('describes every member, for editors and for messages', () => {
    const bare: string[] = [];
    const visit = (node: Json, pointer: string): void => {
      for (const [name, member] of Object.entries(toObject(node))) {
        const isMember = /\/(properties|\$defs)$/.test(pointer);
        const isDescribed = getOwn(member, 'description') ?? getOwn(member, '$ref');
        if (isMember && isDescribed === undefined) bare.push(`${pointer}/${name}`);
        visit(member, `${pointer}/${name}`);
      }
    };
    visit(schema, '');
    expect(bare).toEqual([]);
  });
});
