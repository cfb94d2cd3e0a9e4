import { compileBindings } from './_bindings.ts';
import { draftResources } from './_draft.ts';
import { attachLoose } from './_loose.ts';
import { compileOverrides } from './_override.ts';
import { planOperations } from './_plan.ts';
import { toResources } from './_resources.ts';
import { keepSolid } from './_solid.ts';
import type { OpenApiDocument } from './document.ts';
import { type Inference, LazyInference, type Verdict } from './inference.ts';
import type { Operation } from './model.ts';

/**
 * Infers resources from path templates, methods and schemas, and says of every operation what it
 * does to one. The overlay's `x-mock` (`resources` at the root, `behaviour` at an operation)
 * overrides the verdict.
 */
export function inferResources(
  document: OpenApiDocument,
  operations: readonly Operation[],
): Inference {
  return new LazyInference(() => infer(document, operations));
}

function infer(document: OpenApiDocument, operations: readonly Operation[]): Verdict {
  const override = compileOverrides(document);
  // Parents first: their collection paths are shorter.
  const drafts = [...draftResources(operations).values()].sort((a, b) => a.id.length - b.id.length);
  const planned = drafts.map(planOperations);
  const { known, loose } = keepSolid(planned, override);
  const left = attachLoose(document, { known, loose, override });
  const settled = toResources(document, known);
  const bindings = compileBindings(operations, { document, resources: settled, left });
  return { resources: [...settled.values()].map(({ resource }) => resource), bindings };
}
