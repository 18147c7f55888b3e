import type { MentionKind } from '../model/references.ts';
import { type Declarer, literalOf, type PropertyTypes } from './property-types.ts';
import type { TsNode, TypedProgram } from './typed-program.ts';
import type { Unions } from './unions.ts';

type Ts = import('ts-morph').ts.Node;

/** One place that speaks of a property by name. */
export interface Mention {
  readonly kind: MentionKind;
  readonly name: string;
  readonly node: TsNode;
  /** What it speaks of: joined, so that any one stands for all. */
  readonly of: Declarer;
}

/** Reads what one node mentions, and joins what thereby goes by one name. */
export class MentionReader {
  private readonly program: TypedProgram;
  private readonly types: PropertyTypes;
  private readonly unions: Unions<Declarer>;

  constructor(program: TypedProgram, types: PropertyTypes, unions: Unions<Declarer>) {
    this.program = program;
    this.types = types;
    this.unions = unions;
  }

  /** The mention that an identifier or a string spells; undefined when it is of something else, or not typed. */
  read(node: TsNode, name: string): Mention | undefined {
    const found = this.program.ts.isIdentifier(node)
      ? this.readIdentifier(node, name)
      : this.readString(node, name);
    if (!found || found.of.length === 0) return undefined;
    this.unions.join(found.of);
    return { kind: found.kind, name, node, of: found.of[0]! };
  }

  /** An expression that is no literal, and whose value is known to be a name: `Param.ApiKey`. */
  readVia(node: TsNode, names: readonly string[]): Mention | undefined {
    const { ts, checker } = this.program;
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return undefined;
    const { parent } = node;
    const computed = ts.isComputedPropertyName(parent) ? parent.parent : undefined;
    const access =
      ts.isElementAccessExpression(parent) && parent.argumentExpression === node ? parent : undefined;
    const isArgument =
      (ts.isCallExpression(parent) || ts.isNewExpression(parent)) &&
      parent.arguments?.includes(node) === true;
    const isElement = ts.isArrayLiteralExpression(parent);
    if (!computed && !access && !isArgument && !isElement) return undefined;
    const type = checker.getTypeAtLocation(node);
    const name = names.find((each) => this.types.holdsLiteral(type, each) && !type.isUnion());
    if (name === undefined) return undefined;
    const provider = this.providerOf(node);
    if (!provider) return undefined;
    const of: Declarer[] = [provider];
    if (computed) of.push(computed);
    if (access) of.push(...this.types.declarersOf(checker.getTypeAtLocation(access.expression), name));
    const expected = checker.getContextualType(node as import('ts-morph').ts.Expression);
    if ((isArgument || isElement) && expected && this.types.holdsLiteral(expected, name))
      of.push(literalOf(name));
    this.unions.join(of);
    return { kind: 'via', name, node, of: provider };
  }

  private readIdentifier(node: TsNode, name: string): { kind: MentionKind; of: Declarer[] } | undefined {
    const { ts, checker } = this.program;
    const { parent } = node;
    if (ts.isParameter(parent) && parent.name === node)
      return ts.isParameterPropertyDeclaration(parent, parent.parent)
        ? { kind: 'parameter', of: [parent, ...this.inherited(parent.parent.parent, name)] }
        : undefined;
    if (ts.isPropertyAssignment(parent) && parent.name === node) return { kind: 'entry', of: [parent] };
    if (ts.isShorthandPropertyAssignment(parent) && parent.name === node)
      return { kind: 'shorthand', of: [parent] };
    if (ts.isPropertyAccessExpression(parent) && parent.name === node)
      return {
        kind: 'access',
        of: this.types.declarersOf(checker.getTypeAtLocation(parent.expression), name),
      };
    if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent) && !parent.dotDotDotToken) {
      const of = () => this.types.declarersOf(checker.getTypeAtLocation(parent.parent), name);
      if (parent.propertyName === node) return { kind: 'access', of: of() };
      if (parent.name === node && !parent.propertyName) return { kind: 'binding', of: of() };
    }
    return this.readMember(node, name) ?? this.readParameter(node);
  }

  private readMember(node: TsNode, name: string): { kind: MentionKind; of: Declarer[] } | undefined {
    const { ts } = this.program;
    const { parent } = node;
    if (ts.isEnumMember(parent) && parent.name === node) return { kind: 'member', of: [parent] };
    if (!isMemberDeclaration(ts, parent) || parent.name !== node) return undefined;
    const owner = parent.parent;
    const inherited =
      ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner) ? this.inherited(owner, name) : [];
    return { kind: ts.isObjectLiteralExpression(owner) ? 'entry' : 'member', of: [parent, ...inherited] };
  }

  /** A use of a constructor's parameter that is a member too. */
  private readParameter(node: TsNode): { kind: MentionKind; of: Declarer[] } | undefined {
    const { ts, checker } = this.program;
    if (isNameOfSomething(node)) return undefined;
    const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
    return declaration &&
      ts.isParameter(declaration) &&
      ts.isParameterPropertyDeclaration(declaration, declaration.parent)
      ? { kind: 'parameter', of: [declaration] }
      : undefined;
  }

  private readString(node: TsNode, name: string): { kind: MentionKind; of: Declarer[] } | undefined {
    const { ts, checker } = this.program;
    const { parent } = node;
    if (ts.isLiteralTypeNode(parent)) return { kind: 'type', of: this.readLiteralType(parent, name) };
    if (isMemberDeclaration(ts, parent) && parent.name === node) return this.readMember(node, name);
    if (ts.isPropertyAssignment(parent) && parent.name === node) return { kind: 'entry', of: [parent] };
    if (ts.isComputedPropertyName(parent)) return { kind: 'string', of: [parent.parent] };
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node)
      return {
        kind: 'string',
        of: this.types.declarersOf(checker.getTypeAtLocation(parent.expression), name),
      };
    if (ts.isEnumMember(parent)) return { kind: parent.name === node ? 'member' : 'string', of: [parent] };
    if (ts.isBindingElement(parent) && parent.propertyName === node)
      return { kind: 'string', of: this.types.declarersOf(checker.getTypeAtLocation(parent.parent), name) };
    return this.readValue(node, name);
  }

  private readValue(node: TsNode, name: string): { kind: MentionKind; of: Declarer[] } | undefined {
    const { ts, checker } = this.program;
    const outer = outermost(ts, node);
    const { parent } = outer;
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return undefined;
    if (ts.isBinaryExpression(parent)) {
      const other = parent.left === outer ? parent.right : parent.left;
      const type = checker.getTypeAtLocation(other);
      if (parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.left === outer)
        return { kind: 'string', of: this.types.declarersOf(type, name) };
      if (isComparison(ts, parent.operatorToken.kind))
        return this.types.holdsLiteral(type, name) ? { kind: 'string', of: [literalOf(name)] } : undefined;
    }
    if (ts.isCaseClause(parent))
      return this.types.holdsLiteral(checker.getTypeAtLocation(parent.parent.parent.expression), name)
        ? { kind: 'string', of: [literalOf(name)] }
        : undefined;
    const of: Declarer[] = [];
    if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) of.push(parent);
    const expected = checker.getContextualType(node as import('ts-morph').ts.Expression);
    if ((expected && this.types.holdsLiteral(expected, name)) || isConstant(ts, node))
      of.push(literalOf(name));
    return { kind: 'string', of };
  }

  /** `Auth['apikey']` and `Pick<Auth, 'apikey'>` speak of that type's member, others of the name alone. */
  private readLiteralType(literal: TsNode, name: string): Declarer[] {
    const { ts, checker } = this.program;
    let inner: TsNode = literal;
    while (ts.isUnionTypeNode(inner.parent) || ts.isParenthesizedTypeNode(inner.parent)) inner = inner.parent;
    const { parent } = inner;
    const of = (type: import('ts-morph').ts.TypeNode | undefined) =>
      type ? this.types.declarersOf(checker.getTypeFromTypeNode(type), name) : [];
    if (ts.isIndexedAccessTypeNode(parent) && parent.indexType === inner) return of(parent.objectType);
    if (ts.isTypeReferenceNode(parent) && isPicking(parent)) {
      const owned = of(parent.typeArguments?.[0]);
      if (owned.length > 0) return owned;
    }
    return [literalOf(name)];
  }

  /** What the types that a class or an interface extends or implements declare under the name. */
  private inherited(owner: TsNode, name: string): Declarer[] {
    const { ts, checker } = this.program;
    if (!ts.isClassLike(owner) && !ts.isInterfaceDeclaration(owner)) return [];
    return (owner.heritageClauses ?? []).flatMap((clause) =>
      clause.types.flatMap((type) => this.types.declarersOf(checker.getTypeAtLocation(type), name)),
    );
  }

  /** The enum's member, or the constant, that gives an expression its value. */
  private providerOf(node: TsNode): Declarer | undefined {
    const { ts, checker } = this.program;
    const symbol = checker.getSymbolAtLocation(node);
    const target =
      symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target?.valueDeclaration;
    if (!declaration) return undefined;
    if (ts.isEnumMember(declaration)) return declaration;
    const isConstantOfText =
      (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration)) &&
      declaration.initializer !== undefined &&
      ts.isStringLiteralLike(innermost(ts, declaration.initializer));
    return isConstantOfText ? declaration : undefined;
  }
}

type TypeScript = TypedProgram['ts'];

function isMemberDeclaration(ts: TypeScript, node: Ts): node is Ts & { name: Ts } {
  return (
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessor(node) ||
    ts.isSetAccessor(node)
  );
}

/** TypeScript's own types that take members of a type by their names. */
export function isPicking({ typeName }: import('ts-morph').ts.TypeReferenceNode): boolean {
  return /^(Pick|Omit)$/.test(typeName.getText());
}

function isNameOfSomething(node: TsNode): boolean {
  return (node.parent as { name?: TsNode }).name === node;
}

function isComparison(ts: TypeScript, kind: number): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken
  );
}

/** The expression with the casts and parentheses around it. */
function outermost(ts: TypeScript, node: TsNode): TsNode {
  let outer = node;
  while (isCast(ts, outer.parent)) outer = outer.parent;
  return outer;
}

function innermost(ts: TypeScript, node: TsNode): TsNode {
  let inner = node;
  while (isCast(ts, inner)) inner = inner.expression;
  return inner;
}

function isCast(ts: TypeScript, node: TsNode): node is TsNode & { expression: TsNode } {
  return (
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

/** Whether a literal stands in `as const`: its type is then itself. */
function isConstant(ts: TypeScript, node: TsNode): boolean {
  for (let at = node.parent; ; at = at.parent) {
    if (ts.isAsExpression(at) && ts.isConstTypeReference(at.type)) return true;
    const goesOn =
      ts.isArrayLiteralExpression(at) ||
      ts.isObjectLiteralExpression(at) ||
      ts.isPropertyAssignment(at) ||
      ts.isParenthesizedExpression(at) ||
      ts.isSatisfiesExpression(at);
    if (!goesOn) return false;
  }
}
