import { describe, expect, it } from 'vitest';
import { judge } from './_judge.ts';

const animals = `
Cat:
  type: object
  required: [kind, lives]
  properties: { kind: { type: string }, lives: { type: integer } }
Dog:
  type: object
  required: [kind, bark]
  properties: { kind: { type: string }, bark: { type: boolean } }
`;

const toChoice = (
  keyword: string,
  mapping = '{ feline: Cat, canine: "#/components/schemas/Dog" }',
) =>
  `Subject:
  ${keyword}: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
  discriminator: { propertyName: kind, mapping: ${mapping} }
${animals}`;

describe.each(['3.0.3', '3.1.0', '3.2.0'])('a discriminator of %s', (openapi) => {
  it.each(['oneOf', 'anyOf'])(
    'beside %s tells what is wrong with the schema that was meant',
    async (keyword) => {
      const { isValid, messages } = await judge(toChoice(keyword), { openapi });
      expect(isValid({ kind: 'feline', lives: 9 })).toBe(true);
      expect(messages({ kind: 'feline', lives: 'many' })).toEqual([
        '/lives must be an integer, but is the string "many"',
      ]);
      expect(messages({ kind: 'canine' })).toEqual([' lacks the required property "bark"']);
      expect(messages({ kind: 'Dog' })).toEqual([' lacks the required property "bark"']);
    },
  );

  it('tells the names when a value has another one, or none', async () => {
    const { messages, violations } = await judge(toChoice('oneOf'), { openapi });
    const names = '["feline","canine","Cat","Dog"]';
    expect(messages({ kind: 'cow' })).toEqual([
      `/kind must be one of ${names}, which tell the alternatives apart, but is "cow"`,
    ]);
    expect(messages({ bark: 'x' })).toEqual([
      ` lacks the property "kind", which tells the alternatives apart: one of ${names}`,
    ]);
    expect(violations({ kind: 'cow' })).toMatchObject([
      { rule: 'discriminator', keywordLocation: 'Test#/components/schemas/Subject/discriminator' },
    ]);
  });

  it('never changes what is valid by the letter', async () => {
    const { isValid, rules } = await judge(toChoice('oneOf'), { openapi, reading: 'letter' });
    expect(isValid({ kind: 'cow', lives: 9 })).toBe(true);
    expect(rules({ kind: 'feline', lives: 9, bark: true })).toEqual([' oneOf']);
    const any = await judge(toChoice('anyOf'), { openapi });
    expect(any.isValid({ kind: 'feline', lives: 9, bark: true })).toBe(true);
  });

  it('else settles which of the branches that match is meant, and nothing more', async () => {
    const { isValid, rules } = await judge(toChoice('oneOf'), { openapi });
    expect(isValid({ kind: 'feline', lives: 9, bark: true })).toBe(true);
    expect(isValid({ kind: 'cow', lives: 9 })).toBe(true);
    expect(isValid({ kind: 'canine', lives: 9 })).toBe(true);
    expect(rules({ kind: 'cow', lives: 9, bark: true })).toEqual([' oneOf']);
    expect(rules({ kind: 'feline', lives: 'x' })).toEqual(['/lives type']);
  });

  it('of a base holds a value to the subtype that it names', async () => {
    const base = `
Subject:
  type: object
  required: [kind]
  properties: { kind: { type: string }, parent: { $ref: '#/components/schemas/Subject' } }
  discriminator: { propertyName: kind, mapping: { canine: Dog } }
Dog: { allOf: [{ $ref: '#/components/schemas/Subject' }, { type: object, required: [bark], properties: { bark: { type: boolean } } }] }
Puppy: { allOf: [{ $ref: '#/components/schemas/Dog' }, { required: [age] }] }
Kennel: { properties: { dog: { allOf: [{ $ref: '#/components/schemas/Subject' }], description: wrapped } } }`;
    const { isValid, rules } = await judge(base, { openapi });
    expect(isValid({ kind: 'canine', bark: true })).toBe(true);
    expect(rules({ kind: 'canine' })).toEqual([' required']);
    expect(rules({ kind: 'Dog' })).toEqual([' required']);
    expect(rules({ kind: 'Puppy', bark: true })).toEqual([' required']);
    expect(isValid({ kind: 'Puppy', bark: true, age: 1 })).toBe(true);
    expect(rules({ kind: 'x', parent: { kind: 'Dog' } })).toEqual(['/parent required']);
    // A name that no schema has is what the base says.
    expect(isValid({ kind: 'Cow' })).toBe(true);
    expect(rules({ kind: 1 })).toEqual(['/kind type']);
    const wrapped = await judge(
      `${base.replace('Subject:', 'Base:').replaceAll('/Subject', '/Base').replace('Kennel', 'Subject')}`,
      { openapi },
    );
    expect(wrapped.rules({ dog: { kind: 'Dog' } })).toEqual(['/dog required']);
  });
});

describe('a discriminator', () => {
  it('takes texts for the names of other scalars', async () => {
    const { messages } = await judge(`
Subject:
  oneOf: [{ $ref: '#/components/schemas/One' }, { $ref: '#/components/schemas/Two' }]
  discriminator: { propertyName: v, mapping: { 1: One, 2: Two } }
One: { required: [a], properties: { v: { const: 1 } } }
Two: { required: [b], properties: { v: { const: 2 } } }`);
    expect(messages({ v: 2 })).toEqual([' lacks the required property "b"']);
  });

  it('leads through a branch to a schema below it', async () => {
    const { messages } = await judge(`
Subject:
  oneOf: [{ $ref: '#/components/schemas/Group' }, { type: 'null' }]
  discriminator: { propertyName: kind, mapping: { cat: Cat } }
Group: { anyOf: [{ $ref: '#/components/schemas/Cat' }] }
${animals}`);
    expect(messages({ kind: 'cat' })).toContain(' lacks the required property "lives"');
    expect(messages(null)).toEqual([]);
  });

  it('has a default for values that name nothing (3.2)', async () => {
    const { messages, isValid } = await judge(
      toChoice('oneOf', '{ feline: Cat }, defaultMapping: Dog'),
      { openapi: '3.2.0' },
    );
    expect(messages({ kind: 'cow' })).toEqual([' lacks the required property "bark"']);
    expect(isValid({ kind: 'cow', bark: true })).toBe(true);
    const base = await judge(
      `
Subject: { type: object, discriminator: { propertyName: kind, mapping: { feline: Cat }, defaultMapping: Other } }
Other: { required: [name] }
${animals}`,
      { openapi: '3.2.0' },
    );
    expect(base.messages({ kind: 'cow' })).toEqual([' lacks the required property "name"']);
    expect(base.messages({})).toEqual([' lacks the required property "name"']);
    expect(base.isValid({ kind: 'feline', lives: 1 })).toBe(true);
  });

  it('is passed over where it cannot help', async () => {
    const { messages } = await judge(toChoice('oneOf'));
    expect(messages('cat')).toContain(
      ' must match exactly one of the alternatives, but matches none',
    );
    const inline = await judge(
      'Subject: { oneOf: [{ required: [a] }, { required: [b] }], discriminator: { propertyName: kind } }',
    );
    expect(inline.rules({})).toEqual([' required', ' required', ' oneOf']);
    const broken = await judge(
      "Subject: { oneOf: [{ type: string }], discriminator: { mapping: { a: '#/nowhere' } } }",
    );
    expect(broken.isValid('a')).toBe(true);
  });
});
