import type { CodeUnit, Mention } from '../../../model/ticket-code.ts';
import { environmentMentions } from '../program/environment-names.ts';
import { type CallNode, isMember, memberName, type Node, staticName, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import type { JsModule } from '../syntax/module.ts';
import { writeOf } from '../syntax/writes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, rangeOf } from '../values/values.ts';
import type { Units } from './units.ts';

/** `config.get('zoho.password')`, `nconf.get(…)`, `getProperty(…)`: a setting is asked for by its name. */
export function isSettingCall(module: JsModule, call: CallNode): boolean {
  const [key] = call.arguments;
  return (
    key?.type === 'StringLiteral' &&
    call.arguments.length <= 2 &&
    /^(?:get|env|getenv|config|getSetting|getProperty|getOption|opt|setting)$/i.test(
      calledName(module, call) ?? '',
    )
  );
}

/** The key that a setting is asked for by. */
export function keyOfSetting(call: CallNode): string {
  const [key] = call.arguments;
  return key?.type === 'StringLiteral' ? key.value : '';
}

/** Every place that reads an environment variable. */
export function mentionsOfEnvironment(tracer: Tracer, units: Units, name: string): Mention[] {
  return tracer.program.modules.flatMap((module) =>
    environmentMentions(module)
      .filter((mention) => mention.name === name)
      .map(({ node }) =>
        mentionOf(
          units,
          module,
          isMember(module.parents.get(node) ?? node) ? module.parents.get(node)! : node,
        ),
      ),
  );
}

/** Every call that asks for a setting by the same key. */
export function mentionsOfSettingCall(tracer: Tracer, units: Units, key: string): Mention[] {
  return tracer.program.modules.flatMap((module) =>
    module
      .nodes('CallExpression')
      .filter((call) => isSettingCall(module, call) && keyOfSetting(call) === key)
      .map((call) => mentionOf(units, module, call)),
  );
}

/** Every place that reads a property of an object literal or a document. */
export function mentionsOfProperty(tracer: Tracer, units: Units, property: Node): Mention[] {
  const name =
    'key' in property
      ? staticName(property.key as Node, 'computed' in property && property.computed === true)
      : undefined;
  if (name === undefined) return [];
  const found: Mention[] = [];
  const holds = (object: Node, path: readonly string[]): boolean => {
    tracer.refresh();
    let options = optionsOf(tracer.evaluate(object, undefined));
    for (const key of path)
      options = options.flatMap((option) =>
        option.kind === 'set'
          ? option.entries.flatMap((entry) =>
              entry.name === key && entry.value ? optionsOf(tracer.evaluate(entry.value, entry.context)) : [],
            )
          : [],
      );
    return options.some(
      (option) => option.kind === 'set' && option.entries.some(({ site }) => site.node === property),
    );
  };
  for (const module of tracer.program.modules) {
    for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
      for (const node of module.nodes(type))
        if (memberName(node) === name && holds(unwrap(node.object), []))
          found.push(mentionOf(units, module, node));
    for (const binding of module.scopes.all)
      for (const identifier of binding.writes) {
        const write = writeOf(module, identifier);
        const keys = write?.path.flatMap((step) => ('key' in step ? [step.key] : [])) ?? [];
        if (keys.at(-1) === name && write?.right && holds(write.right, keys.slice(0, -1)))
          found.push(mentionOf(units, module, identifier));
      }
  }
  return found;
}

function mentionOf(units: Units, module: JsModule, node: Node): Mention {
  const within: CodeUnit | undefined = units.ofFunctionAround(module, node);
  return { at: rangeOf(module, node), kind: 'read', within };
}
