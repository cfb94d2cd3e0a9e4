import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { Recent } from '../../kernel/recent.ts';

/** A JSON text and its length in bytes of UTF-8. */
export interface JsonText {
  readonly text: string;
  readonly size: number;
}

/** How many characters of stored items are remembered at least. */
const remembered = 4_000_000;

/** Writes values as `JSON.stringify` does, but stored items once, however often they are shown. */
export class JsonWriter {
  readonly #known = new Recent<JsonObject, JsonText>({
    make: toJsonText,
    weigh: ({ text }) => text.length,
    least: remembered,
  });

  /** `path` says where in the value the stored item stands, or the list of them. */
  write(value: Json, path: readonly string[], depth = 0): JsonText {
    if (depth < path.length) return this.#writeAround(value, path, depth);
    if (isJsonObject(value)) return this.#known.get(value);
    return isJsonArray(value) ? this.#writeList(value) : toJsonText(value);
  }

  #writeList(items: readonly Json[]): JsonText {
    const texts: string[] = [];
    // The brackets, and a comma between each two.
    let size = 2 + Math.max(0, items.length - 1);
    for (const item of items) {
      const written = isJsonObject(item) ? this.#known.get(item) : toJsonText(item);
      texts.push(written.text);
      size += written.size;
    }
    return { text: `[${texts.join(',')}]`, size };
  }

  #writeAround(value: Json, path: readonly string[], depth: number): JsonText {
    if (!isJsonObject(value)) return toJsonText(value);
    const members: string[] = [];
    let size = 1;
    for (const [name, member] of Object.entries(value)) {
      const isWay = name === path[depth];
      const written = isWay ? this.write(member, path, depth + 1) : toJsonText(member);
      const key = JSON.stringify(name);
      members.push(`${key}:${written.text}`);
      size += Buffer.byteLength(key) + written.size + 2;
    }
    return { text: `{${members.join(',')}}`, size: members.length === 0 ? 2 : size };
  }
}

function toJsonText(value: Json): JsonText {
  const text = JSON.stringify(value);
  return { text, size: Buffer.byteLength(text) };
}
