import { memoise } from '../../kernel/memo.ts';
import { readExamples } from '../../spec/examples.ts';
import type { Parameter } from '../../spec/model.ts';
import { compileParameters } from '../../spec/parameters/decode.ts';
import { encodeParameter } from '../../spec/parameters/encode.ts';
import { decodePercent } from '../../spec/parameters/percent.ts';
import type { MethodRoute } from '../../spec/router.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { CompiledOperation } from './model.ts';

type OperationRoute = MethodRoute<CompiledOperation>;

/** One of several routes of a path and a method, and how well it suits what stands in the path. */
interface Rival {
  readonly route: OperationRoute;
  /** How many of the values the document names: as default, enum, const or example. */
  countNamed(values: readonly string[]): number;
  admits(values: readonly string[]): boolean;
}

/**
 * The route for the raw values of a path, where a document has several whose templates differ in
 * names alone: the one that names the most of the values, else the first that admits them all, else
 * the first. Routes of other documents, and below other prefixes, are none of its rivals.
 */
export function chooseRoute(first: OperationRoute, values: readonly string[]): OperationRoute {
  if (!first.rivals) return first;
  const rivals = toRivals(first);
  if (rivals.length < 2) return first;
  const counted = rivals.map((rival) => ({ rival, count: rival.countNamed(values) }));
  const most = Math.max(...counted.map(({ count }) => count));
  const best = counted.filter(({ count }) => count === most).map(({ rival }) => rival);
  const chosen = best.length === 1 ? best[0] : best.find((rival) => rival.admits(values));
  return (chosen ?? best[0])?.route ?? first;
}

const toRivals: (first: OperationRoute) => readonly Rival[] = memoise((first) => {
  const prefix = toPrefix(first);
  const others = (first.rivals ?? []).filter(
    (route) => route.value.api === first.value.api && toPrefix(route) === prefix,
  );
  return [first, ...others].map(compileRival);
});

function toPrefix({ template, value }: OperationRoute): string {
  return template.slice(0, template.length - value.operation.path.length);
}

function compileRival(route: OperationRoute): Rival {
  const { api, operation, checks } = route.value;
  const parameters = route.names.map((name) =>
    operation.parameters.find((one) => one.in === 'path' && one.name === name),
  );
  const declared = parameters.filter((one) => one !== undefined);
  const named = parameters.map((one) => (one ? readNamed(route.value, one) : nothing));
  const decoder = compileParameters(api.document, declared);
  const own = checks.filter(({ parameter }) => declared.includes(parameter));
  return {
    route,
    countNamed: (values) =>
      named.filter((texts, index) => texts.has(decodePercent(values[index] ?? '') ?? '')).length,
    admits(values) {
      const path = (name: string) => values[route.names.indexOf(name)];
      const decoded = decoder.decode({ path, query: '', fields: {} });
      return (
        decoded.findings.length === 0 &&
        own.every(({ parameter, validate }) => {
          const value = decoded.values.path[parameter.name];
          return value === undefined || validate(value).length === 0;
        })
      );
    },
  };
}

const nothing: ReadonlySet<string> = new Set();

/** The texts of the values that the document names for a parameter, decoded. */
function readNamed({ api }: CompiledOperation, parameter: Parameter): ReadonlySet<string> {
  const { at, schema, mediaType } = parameter;
  const { examples, values = [] } = viewSchema(api.document, schema ?? []);
  const shown = readExamples(api.document, at, mediaType).map(({ value }) => value);
  const texts = [...shown, ...examples, ...values].flatMap(
    (value) => decodePercent(encodeParameter(parameter, value)) ?? [],
  );
  return new Set(texts.filter((text) => text !== ''));
}
