import { getOwn } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';

/**
 * True for a schema that admits null to whatever else it says: `nullable: true` of OpenAPI 3.0,
 * also beside a `$ref` or without a `type`, where 3.0.3 gives it no meaning but every author means
 * it; and `x-nullable: true` in any version.
 */
export function isNullable({ node }: Located, document: OpenApiDocument): boolean {
  if (getOwn(node, 'x-nullable') === true) return true;
  return document.isLegacyDialect && getOwn(node, 'nullable') === true;
}
