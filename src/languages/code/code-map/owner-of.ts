import type { TokenOwner } from '../../../model/token-plan.ts';
import type { ClassNode, FunctionNode, Node } from '../tree.ts';
import { mentionsOf } from './mentions.ts';
import type { Units } from './units.ts';

/** What the value at a place is handed to: as a parameter, as an argument of what makes an object, as a member. */
export function ownerOf(units: Units, node: Node): TokenOwner | undefined {
  const { source } = units;
  const around = [node, ...source.around(node)];
  const parameter = around.find((each) => each.kind === 'parameter');
  const fn = parameter && source.parents.get(parameter);
  if (parameter && fn?.kind === 'function')
    return ownerOfParameter(units, fn, fn.parameters.indexOf(parameter));
  return ownerOfArgument(units, around) ?? ownerOfMember(units, around);
}

function ownerOfParameter(units: Units, fn: FunctionNode, position: number): TokenOwner | undefined {
  const { source } = units;
  const type = source.classAround(fn)?.name?.text;
  const usedAt = mentionsOf(units, units.ofFunction(fn)).flatMap(({ kind, at }) =>
    kind === 'call' ? [at] : [],
  );
  if (fn.isConstructor && type !== undefined)
    return { kind: 'class', name: type, position: position + 1, usedAt };
  const name = fn.name?.text;
  if (name === undefined) return undefined;
  return {
    kind: 'function',
    name: type === undefined ? name : `${type}.${name}`,
    position: position + 1,
    usedAt,
  };
}

/** `new CrmClient(row.ticket)` */
function ownerOfArgument({ source }: Units, around: readonly Node[]): TokenOwner | undefined {
  const argument = around.slice(0, 2).find((each) => each.kind === 'argument');
  const making = argument && source.parents.get(argument);
  if (making?.kind !== 'call' || !making.isNew || !argument) return undefined;
  const position = argument.name === undefined ? making.arguments.indexOf(argument) + 1 : undefined;
  return {
    kind: 'class',
    name: making.name.text,
    ...(position !== undefined && { position }),
    usedAt: [source.at(making)],
  };
}

/** `this.ticket`, or a member that a class declares. */
function ownerOfMember({ source }: Units, around: readonly Node[]): TokenOwner | undefined {
  const own = around.find(
    (each) => each.kind === 'declaration' || (each.kind === 'member' && each.object.kind === 'this'),
  );
  const type: ClassNode | undefined = own && source.classAround(own);
  return type?.name === undefined ? undefined : { kind: 'class', name: type.name.text, usedAt: [] };
}
