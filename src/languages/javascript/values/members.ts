import { globalValue, isGlobalObject } from '../program/globals.ts';
import { armsOf } from '../syntax/arms.ts';
import type { Node } from '../syntax/ast.ts';
import { appendText, piecesOf } from '../text/text.ts';
import { memberOfConstructor, memberOfInstance } from './instances.ts';
import { exportOf } from './modules.ts';
import { withNestedMutations } from './mutations.ts';
import { elementOf } from './parts.ts';
import { methodOfTexts } from './text-methods.ts';
import type { Tracer } from './tracer.ts';
import { type Context, choose, type SetEntry, type SetValue, type Value } from './values.ts';

/** The value of property `name` of a value; `node` is the expression that reads it. */
export function memberOf(
  tracer: Tracer,
  value: Value,
  name: string | undefined,
  node: Node,
  context: Context,
  fromSuper = false,
): Value {
  switch (value.kind) {
    case 'choice':
      return (
        choose(value.options.map((option) => memberOf(tracer, option, name, node, context))) ??
        tracer.opaque(node, context)
      );
    case 'environment':
      return {
        kind: 'opaque',
        node,
        context,
        birth:
          name === undefined
            ? { kind: 'external', name: 'process.env', fixed: false }
            : { kind: 'environment', name, fixed: true },
      };
    case 'set':
      return memberOfSet(tracer, value, name, node, context);
    case 'url':
      if (name === 'searchParams' || name === 'query') return value.query;
      return name === 'href' || name === 'path' ? value : tracer.opaque(node, context);
    case 'instance':
      if (name === 'constructor') return { kind: 'class', info: value.info };
      return (
        (name !== undefined ? memberOfInstance(tracer, value, name, fromSuper) : undefined) ??
        tracer.opaque(node, context, { kind: 'member', name: name ?? '' })
      );
    case 'module':
      return (
        (name !== undefined ? exportOf(tracer, value.module, name) : undefined) ??
        tracer.opaque(node, context, { kind: 'external', name: name ?? '', fixed: true })
      );
    case 'class':
    case 'function':
      return memberOfConstructor(tracer, value, name, node, context);
    case 'list': {
      const item = name !== undefined && /^\d+$/.test(name) ? value.items[Number(name)] : undefined;
      if (item) return tracer.evaluate(item.node, item.context);
      const element = name === undefined ? elementOf(tracer, value, node) : undefined;
      return element ?? tracer.opaque(node, context);
    }
    case 'view': {
      const records = value.of.kind === 'set' && name !== undefined ? recordsOf(tracer, value.of) : undefined;
      return records ? memberOf(tracer, records, name, node, context) : value;
    }
    case 'opaque': {
      const { birth } = value;
      const module = tracer.moduleOf(value.node);
      const shared =
        name !== undefined && isGlobalObject(module, value.node)
          ? globalValue(tracer, module, name, node)
          : undefined;
      if (shared) return shared;
      const path = birth.name && name ? `${birth.name}.${name}` : (name ?? birth.name);
      const kind =
        birth.kind === 'parameter'
          ? 'member'
          : birth.kind === 'external' && birth.fixed
            ? 'configuration'
            : birth.kind;
      return { kind: 'opaque', node, context, birth: { kind, name: path, fixed: birth.fixed } };
    }
    case 'text':
      return (
        (name === undefined ? undefined : methodOfTexts(tracer, value, name)) ?? tracer.opaque(node, context)
      );
  }
}

/** The text of a property that is added to, statement by statement. */
function grownText(tracer: Tracer, entries: readonly SetEntry[]): Value {
  let text: Value | undefined;
  for (const entry of entries) {
    const pieces = piecesOf(tracer, entry.value!, entry.context);
    text = entry.grows
      ? {
          kind: 'text',
          pieces: appendText(
            tracer,
            text,
            pieces,
            entry.grows === 'always' ? undefined : armsOf(tracer.moduleOf(entry.site.node), entry.site.node),
          ),
        }
      : (choose([...(text ? [text] : []), { kind: 'text', pieces }]) ?? text);
  }
  return text!;
}

/** The records of a table (`{ acme: { key, ticket }, … }`), when a set is one. */
function recordsOf(tracer: Tracer, set: SetValue): Value | undefined {
  const values = set.entries.flatMap((entry) =>
    entry.value ? [tracer.evaluate(entry.value, entry.context)] : [],
  );
  return choose(
    values.filter((value) => value.kind === 'set' || value.kind === 'instance' || value.kind === 'list'),
  );
}

function memberOfSet(
  tracer: Tracer,
  set: SetValue,
  name: string | undefined,
  node: Node,
  context: Context,
): Value {
  if (name === undefined) return recordsOf(tracer, set) ?? { kind: 'view', of: set };
  const own = set.entries.filter((entry) => entry.name === name && entry.value);
  if (own.some((entry) => entry.grows)) return grownText(tracer, own);
  const values = own.map((entry) => {
    const value = withNestedMutations(tracer, set, name, tracer.evaluate(entry.value!, entry.context));
    return value.kind === 'function' && value.self === undefined ? { ...value, self: set } : value;
  });
  const found = choose(values);
  if (found) return found;
  const merged = set.rest.map((value) => memberOf(tracer, value, name, node, context));
  return choose(merged) ?? tracer.opaque(node, context, { kind: 'member', name, absent: true });
}
