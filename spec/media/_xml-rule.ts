import { getOwn, isJsonObject, type Json, toText } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import type { SchemaView } from '../schema.ts';

/** An XML Object (OpenAPI 3.1 §4.8.26, 3.2 §4.26), as far as it is given. */
export interface XmlRule {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute: boolean;
  readonly wrapped: boolean;
  /** Of OpenAPI 3.2. */
  readonly nodeType?: string;
}

/** The same with the name of its element or attribute. */
export interface NamedRule extends XmlRule {
  readonly name: string;
  /** What the items of an array are called when they have no name of their own. */
  readonly itemName?: string;
}

/** The XML Object of a schema, the outermost where several apply. */
export function readRule(view: SchemaView | undefined): XmlRule {
  const found = view?.sources.map(({ node }) => getOwn(node, 'xml')).find(isJsonObject);
  const name = toText(getOwn(found, 'name'));
  const namespace = toText(getOwn(found, 'namespace'));
  const prefix = toText(getOwn(found, 'prefix'));
  const nodeType = toText(getOwn(found, 'nodeType'));
  return {
    ...(name && { name }),
    ...(namespace && { namespace }),
    ...(prefix && { prefix }),
    ...(nodeType && { nodeType }),
    attribute: getOwn(found, 'attribute') === true,
    wrapped: getOwn(found, 'wrapped') === true,
  };
}

/** The name of a component that a reference names: a root element is called so. */
export function toComponentName({ node, pointer }: Located): string | undefined {
  const ref = toText(getOwn(node, '$ref')) ?? pointer;
  return /\/(?:schemas|definitions|\$defs)\/([^/]+)$/.exec(ref)?.[1];
}

/** A name that XML admits (XML 1.0 §2.3), whatever the property is called. */
export function toTag({ name, prefix }: NamedRule): string {
  const legal = name.replace(/[^\p{L}\p{N}_.:-]/gu, '_').replace(/^(?![\p{L}_])/u, '_');
  return prefix === undefined ? legal : `${prefix}:${legal.replaceAll(':', '_')}`;
}

/** The declaration of the namespace, with a space before it. */
export function toNamespace({ namespace, prefix }: XmlRule): string {
  if (namespace === undefined) return '';
  return ` xmlns${prefix === undefined ? '' : `:${prefix}`}="${escapeText(namespace)}"`;
}

/** The text of a value between tags or in an attribute. */
export function toContent(value: Json): string {
  if (value === null) return '';
  return escapeText(toLegal(typeof value === 'string' ? value : JSON.stringify(value)));
}

/** The characters that no XML document can hold are left out (XML 1.0 §2.2). */
export function toLegal(text: string): string {
  return text.toWellFormed().replace(/(?![\t\n\r\u0080-\u009f])\p{Cc}|[\ufffe\uffff]/gu, '');
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' },
};

function escapeText(text: string): string {
  return text.replace(/[&<>"\r]/g, (char) => escapes[char] ?? char);
}
