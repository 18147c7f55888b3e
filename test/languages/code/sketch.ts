import type {
  ClassNode,
  Expression,
  FunctionNode,
  MemberDeclaration,
  Statement,
  Text,
} from '../../../src/languages/code/tree.ts';

/** Statements in short, so that a test can say what was understood: `url = ("a" + this.key)`. */
export function sketch(statements: readonly Statement[]): string {
  return statements.map(sketchStatement).join('; ');
}

function sketchStatement(node: Statement): string {
  switch (node.kind) {
    case 'statement':
      return sketchExpression(node.expression);
    case 'branching':
      return `if (${list(node.conditions)}) ${node.arms.map(block).join(' ')}${node.isExhaustive ? ' always' : ''}`;
    case 'loop': {
      const item = [node.key, node.item].filter((part) => part !== undefined);
      const over = node.over ? `${list(item)} in ${sketchExpression(node.over)}` : list(node.header);
      return `loop (${over}) ${block(node.body)}`;
    }
    case 'attempt':
      return [
        'try',
        block(node.body),
        ...node.handlers.map((handler) => `or ${block(handler)}`),
        `then ${block(node.finally)}`,
      ].join(' ');
    case 'return':
      return node.value ? `return ${sketchExpression(node.value)}` : 'return';
    case 'leave':
      return node.value ? `leave ${sketchExpression(node.value)}` : 'leave';
    case 'block':
      return block(node.body);
    case 'function':
      return sketchFunction(node);
    case 'class':
      return sketchClass(node);
    case 'globals':
      return `global ${node.names.join(', ')}`;
  }
}

function block(statements: readonly Statement[]): string {
  return `{${sketch(statements)}}`;
}

function list(expressions: readonly Expression[]): string {
  return expressions.map(sketchExpression).join(', ');
}

function sketchFunction(node: FunctionNode): string {
  const marks = [
    node.isStatic && 'static ',
    node.isConstructor && 'constructor ',
    node.isClosure && 'closure ',
  ].filter(Boolean);
  const parameters = node.parameters.map(
    (parameter) =>
      `${parameter.rest ? '*' : ''}${parameter.name.text}${parameter.member ? `->${parameter.member}` : ''}${parameter.default ? ` = ${sketchExpression(parameter.default)}` : ''}`,
  );
  return `${marks.join('')}${node.name?.text ?? ''}(${parameters.join(', ')}) ${block(node.body)}`;
}

function sketchClass(node: ClassNode): string {
  const members = node.members.map((member) =>
    member.kind === 'declaration' ? sketchDeclaration(member) : sketchStatement(member),
  );
  const supers = node.supers.length > 0 ? ` : ${node.supers.join(', ')}` : '';
  const body = node.body.length > 0 ? [`body ${block(node.body)}`] : [];
  return `class ${node.name?.text ?? ''}${supers} {${[...members, ...body].join('; ')}}`;
}

function sketchDeclaration(node: MemberDeclaration): string {
  const value = node.value ? ` = ${sketchExpression(node.value)}` : '';
  return `${node.isStatic ? 'static ' : ''}.${node.name.text}${value}`;
}

export function sketchExpression(node: Expression): string {
  switch (node.kind) {
    case 'text':
      return sketchText(node);
    case 'number':
      return node.text;
    case 'sum':
      return `(${node.operands.map(sketchExpression).join(' + ')})`;
    case 'name':
      return node.name;
    case 'this':
      return node.isStatic ? 'class' : 'this';
    case 'member':
      return `${sketchExpression(node.object)}.${node.name.text}`;
    case 'index':
      return `${sketchExpression(node.object)}[${node.key ? sketchExpression(node.key) : ''}]`;
    case 'call': {
      const receiver = node.receiver ? `${sketchExpression(node.receiver)}.` : '';
      const args = node.arguments.map(
        ({ name, value, isSpread }) =>
          `${name ? `${name.text}: ` : ''}${isSpread ? '*' : ''}${sketchExpression(value)}`,
      );
      return `${node.isNew ? 'new ' : ''}${receiver}${node.name.text}(${args.join(', ')})`;
    }
    case 'collection': {
      const items = node.items.map(
        ({ key, value, isSpread }) =>
          `${key ? `${sketchExpression(key)}: ` : ''}${isSpread ? '*' : ''}${sketchExpression(value)}`,
      );
      return `${node.base ? sketchExpression(node.base) : ''}[${items.join(', ')}]`;
    }
    case 'fork':
      return `(${node.condition ? `${sketchExpression(node.condition)} ? ` : ''}${node.options.map(sketchExpression).join(node.isDefault ? ' ?? ' : ' | ')})`;
    case 'assignment': {
      const operator = { set: '=', append: '+=', default: '??=' }[node.operator];
      return `${sketchExpression(node.target)} ${operator} ${sketchExpression(node.value)}`;
    }
    case 'function':
      return sketchFunction(node);
    case 'other':
      return `${node.isConstant ? 'fixed ' : ''}<${list(node.parts)}>${node.body ? block(node.body) : ''}`;
  }
}

function sketchText(node: Text): string {
  const parts = node.parts.map((part) =>
    part.kind === 'characters'
      ? JSON.stringify(part.text).slice(1, -1)
      : `{${sketchExpression(part.expression)}}`,
  );
  return `"${parts.join('')}"`;
}
