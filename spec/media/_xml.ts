import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { settleSchema } from '../choice.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import { type SchemaView, viewSchema } from '../schema.ts';
import {
  type NamedRule,
  readRule,
  toComponentName,
  toContent,
  toLegal,
  toNamespace,
  toTag,
  type XmlRule,
} from './_xml-rule.ts';
import type { BodyPlan } from './body-plan.ts';

type Places = Located | readonly Located[];

/** A value as an XML document: names, attributes, wrappers and namespaces as the schema says. */
export function writeXml({ document, schema }: BodyPlan, value: Json): string {
  const view = schema && viewSchema(document, schema);
  const rule = readRule(view);
  const name = rule.name ?? (schema && toComponentName(schema)) ?? 'root';
  const itemName = (view?.items && toComponentName(view.items)) || 'item';
  const root = { ...rule, name, itemName, wrapped: true };
  const body = writeElement({ document, places: schema ?? [] }, root, value);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;
}

interface Place {
  readonly document: OpenApiDocument;
  readonly places: Places;
}

function writeElement({ document, places }: Place, rule: NamedRule, value: Json): string {
  const view = settleSchema(document, places, value);
  if (isJsonArray(value)) return writeArray({ document, places }, { rule, view }, value);
  const tag = toTag(rule);
  const space = toNamespace(rule);
  if (!isJsonObject(value)) {
    const text = toContent(value);
    return text === '' ? `<${tag}${space}/>` : `<${tag}${space}>${text}</${tag}>`;
  }
  const members = Object.entries(value).map(([name, member]) => {
    const property = view.properties.get(name) ?? (view.additional || []);
    const own = readRule(viewSchema(document, property));
    return { rule: { ...own, name: own.name ?? name }, property, member };
  });
  const attributes = members.filter((one) => isAttribute(one.rule, one.member));
  const texts = members.filter(({ rule: { nodeType = '' } }) => /^(text|cdata)$/.test(nodeType));
  const inner = members
    .filter((one) => !attributes.includes(one))
    .map((one) =>
      texts.includes(one)
        ? toBareText(one.rule, one.member)
        : writeElement({ document, places: one.property }, one.rule, one.member),
    );
  const written = attributes.map((one) => ` ${toTag(one.rule)}="${toContent(one.member)}"`);
  const head = `${tag}${space}${written.join('')}`;
  return inner.length === 0 ? `<${head}/>` : `<${head}>${inner.join('')}</${tag}>`;
}

function isAttribute({ attribute, nodeType }: XmlRule, value: Json): boolean {
  return (attribute || nodeType === 'attribute') && typeof value !== 'object';
}

function toBareText({ nodeType }: XmlRule, value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (nodeType !== 'cdata') return toContent(value);
  return `<![CDATA[${toLegal(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

interface ArrayRule {
  readonly rule: NamedRule;
  readonly view: SchemaView;
}

/** Items under their own name, or that of the array; a wrapper round them where one is asked for. */
function writeArray(
  { document }: Place,
  { rule, view }: ArrayRule,
  items: readonly Json[],
): string {
  const written = items.map((item, index) => {
    const places = view.prefixItems[index] ?? (view.items || []);
    const own = readRule(viewSchema(document, places));
    const name = own.name ?? rule.itemName ?? rule.name;
    return writeElement({ document, places }, { ...own, name }, item);
  });
  if (!rule.wrapped && rule.nodeType !== 'element') return written.join('');
  const tag = toTag(rule);
  const head = `${tag}${toNamespace(rule)}`;
  return written.length === 0 ? `<${head}/>` : `<${head}>${written.join('')}</${tag}>`;
}
