import type { Behaviour } from '../exchange/model.ts';
import { toDocumented } from './documented.ts';

/** Whatever is not a resource: the documented example, else a value generated from the schema. */
export const fixed: Behaviour = {
  name: 'static',
  run: (call) => toDocumented(call, call.compiled.success),
};
