import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Json } from '../../../kernel/json.ts';
import { writeBody } from '../../../spec/media/write-body.ts';
import { fc } from '../../support/properties.ts';
import { toPlan, write } from './_plan.ts';

const json = fc
  .jsonValue({ maxDepth: 3, stringUnit: 'grapheme' })
  .map((value): Json => JSON.parse(JSON.stringify(value)));

describe('a value is written so that it can be read again', () => {
  it('as YAML', async () => {
    const plan = await toPlan('application/yaml');
    fc.assert(
      fc.property(json, (value) => {
        // A string is the body itself.
        fc.pre(typeof value !== 'string');
        expect(parse(String(writeBody(plan, value).body))).toEqual(value);
      }),
    );
  });

  it('as lines of JSON', async () => {
    const plan = await toPlan('application/x-ndjson');
    fc.assert(
      fc.property(fc.array(json), (values) => {
        const lines = String(writeBody(plan, values).body).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line): Json => JSON.parse(line))).toEqual(values);
      }),
    );
  });

  it('as a form', async () => {
    const plan = await toPlan('application/x-www-form-urlencoded');
    const texts = fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(texts, (value) => {
        const form = new URLSearchParams(String(writeBody(plan, value).body));
        expect([...form].sort()).toEqual(Object.entries(value).sort());
      }),
    );
  });

  it('as bytes', async () => {
    const plan = await toPlan('application/octet-stream');
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const { body } = writeBody(plan, Buffer.from(bytes).toString('latin1'));
        expect(Buffer.from(body).equals(bytes)).toBe(true);
      }),
    );
  });

  it('as parts that a browser reads', async () => {
    const properties = { file: { type: 'string', format: 'binary' } };
    const plan = await toPlan('multipart/form-data', { schema: { type: 'object', properties } });
    const bytes = fc.uint8Array();
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer(), async (file, count) => {
        const value = { file: Buffer.from(file).toString('latin1'), count, 'a "b"': ['x', 'é'] };
        const { body, mediaType } = writeBody(plan, value);
        const headers = { 'Content-Type': mediaType };
        const form = await new Response(Buffer.from(body), { headers }).formData();
        const read = form.get('file');
        if (read === null || typeof read === 'string') throw new Error('the file is no file');
        expect(Buffer.from(await read.arrayBuffer()).equals(file)).toBe(true);
        expect(form.get('count')).toBe(String(count));
        expect(form.getAll('a "b"')).toEqual(['x', 'é']);
      }),
    );
  });
});

describe('texts', () => {
  it('say what they are in when they are not ASCII', async () => {
    const type = async (mediaType: string, text: string) =>
      writeBody(await toPlan(mediaType), text).mediaType;
    expect(await type('text/plain', 'plain')).toBe('text/plain');
    expect(await type('text/plain', 'é')).toBe('text/plain; charset=utf-8');
    expect(await type('text/plain; charset=utf-16', 'é')).toBe('text/plain; charset=utf-16');
    expect(await type('application/xml', 'é')).toBe('application/xml');
  });

  it('are in Latin-1 where the document says so and they can be', async () => {
    const plan = await toPlan('text/plain; charset=ISO-8859-1');
    expect(Buffer.from(writeBody(plan, 'é').body).toString('hex')).toBe('e9');
    expect(Buffer.from(writeBody(plan, '€').body).toString('utf8')).toBe('€');
  });

  it('of an unknown media type are text where the schema says string, else bytes', async () => {
    const text = await toPlan('application/x-thing', { schema: { type: 'string' } });
    expect(writeBody(text, 'é').body).toBe('é');
    const bytes = await toPlan('application/x-thing');
    expect(Buffer.from(writeBody(bytes, 'é').body).toString('hex')).toBe('e9');
    expect(Buffer.from(writeBody(bytes, '€').body).toString('utf8')).toBe('€');
  });

  it('are numbers and JSON where the value is', async () => {
    expect(await write('text/plain', 5)).toBe('5');
    expect(await write('text/plain', null)).toBe('');
    expect(await write('text/plain', { a: 1 })).toBe('{"a":1}');
    expect(await write('application/x-www-form-urlencoded', 5)).toBe('5');
    expect(await write('application/x-www-form-urlencoded', { a: { b: 1 } })).toBe(
      'a=%7B%22b%22%3A1%7D',
    );
  });
});

describe('CSV', () => {
  it('has a line of names for objects, and quotes where they are needed', async () => {
    const rows = [
      { a: 1, b: 'x,y' },
      { b: 'say "hi"', c: null },
    ];
    expect(await write('text/csv', rows)).toBe('a,b,c\r\n1,"x,y",\r\n,"say ""hi""",\r\n');
    expect(await write('text/csv', [[1, 'two'], [true]])).toBe('1,two\r\ntrue\r\n');
    expect(await write('text/csv', 5)).toBe('5');
    expect(await write('text/tab-separated-values', [{ a: 'x\ty', b: 2 }])).toBe(
      'a\tb\r\nx y\t2\r\n',
    );
  });
});

describe('an event stream', () => {
  it('has the fields of events, or values as their data', async () => {
    const events = [
      { event: 'add', id: 7, retry: null, data: 'two\nlines' },
      { data: { a: 1 } },
      { event: 'x\ny', data: '' },
      { a: 1 },
      { id: 1 },
      'text',
    ];
    expect(await write('text/event-stream', events)).toBe(
      [
        'event: add\nid: 7\ndata: two\ndata: lines\n\n',
        'data: {"a":1}\n\n',
        'event: x y\ndata: \n\n',
        'data: {"a":1}\n\n',
        'data: {"id":1}\n\n',
        'data: text\n\n',
      ].join(''),
    );
  });
});

describe('multipart', () => {
  it('keeps a boundary that is given, and chooses one that no part holds', async () => {
    const given = writeBody(await toPlan('multipart/mixed; boundary="x y"'), ['a']);
    expect(given.mediaType).toBe('multipart/mixed; boundary="x y"');
    expect(String(given.body)).toContain('--x y\r\n');
    const plan = await toPlan('multipart/mixed');
    const first = writeBody(plan, ['a']).mediaType.split('=')[1] ?? '';
    const second = writeBody(plan, [`a${first}`]).mediaType.split('=')[1];
    expect(second).not.toBe(first);
  });
});
