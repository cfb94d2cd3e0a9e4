import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { encodeParameter } from '../../../spec/parameters/encode.ts';
import { compile, read } from './_request.ts';

const text = { type: 'string' };
const list = { type: 'array', items: { type: 'string' } };
const rgb = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
};

const blue = 'blue';
const colors = ['blue', 'black', 'brown'];
const mixture = { R: 100, G: 200, B: 150 };

/** Schema, value and the text it travels as; `''` in the first place is the empty string. */
type Cell = readonly [schema: JsonObject, value: Json, raw: string];

/** The table of OpenAPI 3.1.0 §4.8.12.4, row by row; with RFC 6570, where the table departs from it. */
const rows: readonly (readonly [place: string, style: string, explode: boolean, ...Cell[]])[] = [
  [
    'path',
    'matrix',
    false,
    [text, '', ';color'],
    [text, blue, ';color=blue'],
    [list, colors, ';color=blue,black,brown'],
    [rgb, mixture, ';color=R,100,G,200,B,150'],
  ],
  [
    'path',
    'matrix',
    true,
    [text, '', ';color'],
    [text, blue, ';color=blue'],
    [list, colors, ';color=blue;color=black;color=brown'],
    [rgb, mixture, ';R=100;G=200;B=150'],
  ],
  [
    'path',
    'label',
    false,
    [text, '', '.'],
    [text, blue, '.blue'],
    [list, colors, '.blue,black,brown'],
    [rgb, mixture, '.R,100,G,200,B,150'],
  ],
  [
    'path',
    'label',
    true,
    [text, '', '.'],
    [text, blue, '.blue'],
    [list, colors, '.blue.black.brown'],
    [rgb, mixture, '.R=100.G=200.B=150'],
  ],
  [
    'path',
    'simple',
    false,
    [text, blue, 'blue'],
    [list, colors, 'blue,black,brown'],
    [rgb, mixture, 'R,100,G,200,B,150'],
  ],
  [
    'path',
    'simple',
    true,
    [text, blue, 'blue'],
    [list, colors, 'blue,black,brown'],
    [rgb, mixture, 'R=100,G=200,B=150'],
  ],
  [
    'header',
    'simple',
    false,
    [text, '', ''],
    [text, blue, 'blue'],
    [list, colors, 'blue,black,brown'],
    [rgb, mixture, 'R,100,G,200,B,150'],
  ],
  [
    'header',
    'simple',
    true,
    [text, blue, 'blue'],
    [list, colors, 'blue,black,brown'],
    [rgb, mixture, 'R=100,G=200,B=150'],
  ],
  [
    'query',
    'form',
    false,
    [text, '', 'color='],
    [text, blue, 'color=blue'],
    [list, colors, 'color=blue,black,brown'],
    [rgb, mixture, 'color=R,100,G,200,B,150'],
  ],
  [
    'query',
    'form',
    true,
    [text, '', 'color='],
    [text, blue, 'color=blue'],
    [list, colors, 'color=blue&color=black&color=brown'],
    [rgb, mixture, 'R=100&G=200&B=150'],
  ],
  [
    'query',
    'spaceDelimited',
    false,
    [list, colors, 'color=blue%20black%20brown'],
    [rgb, mixture, 'color=R%20100%20G%20200%20B%20150'],
  ],
  ['query', 'spaceDelimited', true, [list, colors, 'color=blue&color=black&color=brown']],
  [
    'query',
    'pipeDelimited',
    false,
    [list, colors, 'color=blue%7Cblack%7Cbrown'],
    [rgb, mixture, 'color=R%7C100%7CG%7C200%7CB%7C150'],
  ],
  ['query', 'pipeDelimited', true, [list, colors, 'color=blue&color=black&color=brown']],
  [
    'query',
    'tabDelimited',
    false,
    [list, colors, 'color=blue%09black%09brown'],
    [rgb, mixture, 'color=R%09100%09G%09200%09B%09150'],
  ],
  [
    'query',
    'deepObject',
    true,
    [rgb, mixture, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
  ],
  [
    'cookie',
    'form',
    false,
    [text, '', 'color='],
    [text, blue, 'color=blue'],
    [list, colors, 'color=blue,black,brown'],
    [rgb, mixture, 'color=R,100,G,200,B,150'],
  ],
  [
    'cookie',
    'form',
    true,
    [text, blue, 'color=blue'],
    [list, colors, 'color=blue; color=black; color=brown'],
    [rgb, mixture, 'R=100; G=200; B=150'],
  ],
  [
    'cookie',
    'cookie',
    false,
    [text, 'a%20b', 'color=a%20b'],
    [list, colors, 'color=blue,black,brown'],
  ],
  [
    'cookie',
    'cookie',
    true,
    [text, 'a%20b!', 'color=a%20b!'],
    [list, ['a%2Cb', 'c'], 'color=a%2Cb; color=c'],
    [rgb, mixture, 'R=100; G=200; B=150'],
  ],
];

for (const [place, style, explode, ...cells] of rows) {
  describe(`${place}, ${style}${explode ? ', exploded' : ''}`, () => {
    it.each(cells)('%# reads and writes %o', async (schema, value, raw) => {
      const parameter = { name: 'color', in: place, required: true, style, explode, schema };
      expect(await read(parameter, raw)).toEqual(value);
      const [own] = (await compile([parameter])).parameters;
      expect(own && encodeParameter(own, value)).toBe(raw);
    });
  });
}
