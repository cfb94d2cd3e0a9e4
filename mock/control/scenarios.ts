import { type Json, type JsonObject, toObject, toText } from '../../kernel/json.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { attempt, getBody, getName, toJson, toProblem, toUnknown } from './_reply.ts';
import { toScalars } from './_scalars.ts';
import { toJsonObject } from './_values.ts';
import type { ControlTarget, Handlers } from './target.ts';

/** Named states, for people and for Pact. */
export const scenarios: Handlers = {
  listScenarios: (call, target) =>
    toJson(
      call,
      target.scenarios.list().map((info) => toJsonObject({ ...info })),
    ),
  applyScenario: (call, target) => {
    const name = getName(call);
    const known = target.scenarios.list();
    const info = known.find((one) => one.name === name);
    if (!info)
      return toUnknown(
        'scenario',
        name,
        known.map((one) => one.name),
      );
    const given = toObject(getBody(call).parameters);
    return (
      apply(call, target, { name, parameters: given }) ??
      toJson(call, toJsonObject({ ...info, parameters: { ...info.parameters, ...given } }))
    );
  },
  changeProviderState: (call, target) => {
    const { state, params, action } = getBody(call);
    const name = toText(state) ?? '';
    if (action === 'teardown') {
      call.session.reset();
      return toJson(call, {});
    }
    const info = target.scenarios.list().find((one) => one.name === name);
    if (!info) return toUnknownState(name, target);
    const parameters = toObject(params);
    return (
      apply(call, target, { name, parameters }) ?? toInjected(call, info.parameters, parameters)
    );
  },
};

interface Wish {
  readonly name: string;
  readonly parameters: JsonObject;
}

/** Puts the session into a scenario; the problem when that cannot be. */
function apply(call: Call, target: ControlTarget, { name, parameters }: Wish): Problem | undefined {
  const outcome = attempt(() => {
    call.session.apply(target.toOrigin(target.scenarios.resolve(name, toScalars(parameters))));
    return { status: 204, fields: [] };
  });
  return 'code' in outcome ? outcome : undefined;
}

/** The parameters as they hold now: Pact puts them in the place of its generators. */
function toInjected(
  call: Call,
  defaults: Readonly<Record<string, Json>>,
  given: JsonObject,
): Reply {
  return toJson(call, { ...defaults, ...given });
}

/** A state that is not known is a hard failure, with a scenario to paste. */
function toUnknownState(name: string, { scenarios: source }: ControlTarget): Problem {
  const known = source.list().map((one) => one.name);
  const file =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'state';
  const paste = [
    `scenario: ${JSON.stringify(name)}`,
    'why: what this state is for',
    'extends: default',
    'state: {}',
  ];
  const message = `There is no scenario named ${JSON.stringify(name)} for this provider state. Known: ${known.join(', ')}. To make it, save this as ${file}.yaml and name the file with --scenario:\n${paste.join('\n')}`;
  return toProblem('name-unknown', message, { part: 'body', rule: 'exists', at: '/state' });
}
