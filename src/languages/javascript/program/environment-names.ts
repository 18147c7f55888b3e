import { escapePattern } from '../../../model/patterns.ts';
import { isMember, memberName, type Node, staticName } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';

/** A place that names an environment variable: `process.env.X`, `process.env['X']`, `const { X } = process.env`. */
export interface EnvironmentMention {
  readonly name: string;
  /** The property, or the key of the pattern. */
  readonly node: Node;
  /** True where the key of a pattern also names the binding: `{ X }`. */
  readonly shorthand: boolean;
}

const cache = new WeakMap<JsModule, readonly EnvironmentMention[]>();

/** Every place of a module that names an environment variable. */
export function environmentMentions(module: JsModule): readonly EnvironmentMention[] {
  const known = cache.get(module);
  if (known) return known;
  const found: EnvironmentMention[] = [];
  for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const) {
    for (const node of module.nodes(type)) {
      const name = isEnvironment(node.object) ? memberName(node) : undefined;
      if (name !== undefined) found.push({ name, node: node.property, shorthand: false });
    }
  }
  for (const pattern of module.nodes('ObjectPattern')) {
    if (!takesEnvironment(module, pattern)) continue;
    for (const property of pattern.properties) {
      const name =
        property.type === 'ObjectProperty' ? staticName(property.key, property.computed === true) : undefined;
      if (name !== undefined && property.type === 'ObjectProperty')
        found.push({ name, node: property.key, shorthand: property.shorthand === true });
    }
  }
  for (const signature of module.nodes('TSPropertySignature')) {
    const name = isProcessEnv(module, signature)
      ? staticName(signature.key, signature.computed === true)
      : undefined;
    if (name !== undefined) found.push({ name, node: signature.key, shorthand: false });
  }
  cache.set(module, found);
  return found;
}

/** The shapes of the names that a module puts together itself: `process.env[customer + '_APIKEY']`. */
export function builtEnvironmentNames(module: JsModule): RegExp[] {
  return (['MemberExpression', 'OptionalMemberExpression'] as const).flatMap((type) =>
    module.nodes(type).flatMap((node) => {
      const shape = isEnvironment(node.object) && node.computed ? shapeOf(node.property) : '';
      return shape.replaceAll(ANYTHING, '') === '' || memberName(node) !== undefined
        ? []
        : [new RegExp(`^${shape}$`)];
    }),
  );
}

const ANYTHING = '.*';

function shapeOf(node: Node): string {
  switch (node.type) {
    case 'StringLiteral':
      return escapePattern(node.value);
    case 'TemplateLiteral':
      return node.quasis.map(({ value }) => escapePattern(value.cooked ?? value.raw)).join(ANYTHING);
    case 'BinaryExpression':
      return node.operator === '+' ? shapeOf(node.left) + shapeOf(node.right) : ANYTHING;
    default:
      return ANYTHING;
  }
}

/** How often a module's code names a variable in ways that are not understood: in a string, a comment apart. */
export function hasUnknownMention(module: JsModule, name: string): boolean {
  const known = new Set(
    environmentMentions(module)
      .filter((mention) => mention.name === name)
      .map(({ node }) => node.start ?? 0),
  );
  for (const match of module.text.matchAll(new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g'))) {
    const isKnown = known.has(match.index) || known.has(match.index - 1);
    if (!isKnown && !isInComment(module, match.index) && !isBinding(module, match.index)) return true;
  }
  return false;
}

/** A variable of the program may bear the same name. */
function isBinding(module: JsModule, offset: number): boolean {
  return module
    .nodes('Identifier')
    .some((node) => node.start === offset && module.scopes.bindingOf(node) !== undefined);
}

function isInComment(module: JsModule, offset: number): boolean {
  return module.comments.some((comment) => (comment.start ?? 0) <= offset && offset < (comment.end ?? 0));
}

function isEnvironment(node: Node): boolean {
  if (!isMember(node) || memberName(node) !== 'env') return false;
  return (
    (node.object.type === 'Identifier' && node.object.name === 'process') ||
    node.object.type === 'MetaProperty'
  );
}

function takesEnvironment(module: JsModule, pattern: Node): boolean {
  const parent = module.parents.get(pattern);
  if (parent?.type === 'VariableDeclarator' && parent.init) return isEnvironment(parent.init);
  return parent?.type === 'AssignmentExpression' && isEnvironment(parent.right);
}

/** `interface ProcessEnv { ZOHO_APIKEY: string }` */
function isProcessEnv(module: JsModule, signature: Node): boolean {
  const body = module.parents.get(signature);
  const declaration = body && module.parents.get(body);
  return declaration?.type === 'TSInterfaceDeclaration' && declaration.id.name === 'ProcessEnv';
}
