import type { FunctionNode, Node } from '../syntax/ast.ts';
import { type JsModule, wrapped } from '../syntax/module.ts';

/**
 * What goes when a function goes: its declaration, the variable or property that holds it, the statement that assigns
 * it; undefined where it is a value among others.
 */
export function declarationOf(module: JsModule, fn: FunctionNode): Node | undefined {
  switch (fn.type) {
    case 'FunctionDeclaration':
      return exported(module, fn);
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return fn;
    default:
      return holderOf(module, wrapped(module, fn));
  }
}

function holderOf(module: JsModule, value: Node): Node | undefined {
  const holder = module.parents.get(value);
  switch (holder?.type) {
    case 'VariableDeclarator':
      return holder.id.type === 'Identifier' ? holder : undefined;
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return holder.value === value ? holder : undefined;
    case 'ExportDefaultDeclaration':
      return holder;
    case 'AssignmentExpression': {
      const statement = module.parents.get(holder);
      return holder.right === value && statement?.type === 'ExpressionStatement' ? statement : undefined;
    }
    default:
      return undefined;
  }
}

/** A declaration with the `export` before it. */
function exported(module: JsModule, declaration: Node): Node {
  const parent = module.parents.get(declaration);
  return parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration'
    ? parent
    : declaration;
}
