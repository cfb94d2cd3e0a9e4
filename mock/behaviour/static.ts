import { findContent, findResponse } from '../../spec/responses.ts';
import type { Behaviour } from '../exchange/model.ts';
import { toDocumented } from './_documented.ts';
import { checkOwner } from './_target.ts';

/** Whatever is not a resource: the documented example, else a value generated from the schema. */
export const fixed: Behaviour = {
  name: 'static',
  run(call, transaction) {
    const missing = checkOwner(call, transaction);
    if (missing) return missing;
    const { operation, success: status } = call.compiled;
    const response = findResponse(operation, status);
    const { mediaType } = call;
    const content = mediaType && response ? findContent(response.content, mediaType) : undefined;
    if (!content || mediaType === undefined || status === 204) return { status, fields: [] };
    return { status, fields: [], content: { mediaType, value: toDocumented(call, content) } };
  },
};
