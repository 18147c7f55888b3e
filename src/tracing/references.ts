import type { Reference, References } from '../model/references.ts';
import { isPicking, type Mention, MentionReader } from './mentions.ts';
import { type Declarer, literalOf, PropertyTypes } from './property-types.ts';
import { createTypedProgram, type TsNode, type TypedProgram, type TypedSources } from './typed-program.ts';
import { Unions } from './unions.ts';

/** Asks TypeScript once about all mentions of some names in some files; keeps the answers alone. */
export function findReferences(sources: TypedSources, names: readonly string[]): References {
  const program = createTypedProgram(sources);
  const unions = new Unions<Declarer>();
  const types = new PropertyTypes(program, unions, names);
  const mentions = collect(program, types, unions, names);
  const kin = new Map<Declarer, Reference[]>();
  const places = new Map<string, Reference[]>();
  for (const { mention, file, shift, tree } of mentions) {
    const root = unions.find(mention.of);
    const references = kin.get(root) ?? [];
    kin.set(root, references);
    const start = mention.node.getStart(tree) + shift;
    references.push({
      kind: mention.kind,
      name: mention.name,
      file,
      start,
      end: mention.node.getEnd() + shift,
      writes: writes(program, mention),
    });
    places.set(`${file}:${start}`, references);
  }
  return {
    kinOf: (file, start) => places.get(`${file}:${start}`) ?? [],
  };
}

interface Located {
  readonly mention: Mention;
  readonly file: string;
  readonly shift: number;
  readonly tree: TypedProgram['sources'][number]['tree'];
}

function collect(
  program: TypedProgram,
  types: PropertyTypes,
  unions: Unions<Declarer>,
  names: readonly string[],
): Located[] {
  const { ts, checker } = program;
  const reader = new MentionReader(program, types, unions);
  const found: Located[] = [];
  for (const { file, tree, shift } of program.sources) {
    const add = (mention: Mention | undefined) => {
      if (mention) found.push({ mention, file, shift, tree });
    };
    const visit = (node: TsNode): void => {
      const isName = ts.isIdentifier(node) || ts.isStringLiteralLike(node);
      if (isName && names.includes(node.text)) add(reader.read(node, node.text));
      else add(reader.readVia(node, names));
      if (isFlowing(ts, node)) {
        const expected = checker.getContextualType(node as import('ts-morph').ts.Expression);
        if (expected) types.link(checker.getTypeAtLocation(node), expected);
      }
      joinKeys(program, types, unions, names, node);
      joinNamedKeys(program, types, unions, names, node);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}

/** Whether a node is an expression that hands its value on. */
function isFlowing(ts: TypedProgram['ts'], node: TsNode): boolean {
  return (
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    (ts.isIdentifier(node) && isExpressionPlace(ts, node))
  );
}

function isExpressionPlace(ts: TypedProgram['ts'], node: TsNode): boolean {
  const { parent } = node;
  if ((parent as { name?: TsNode }).name === node) return false;
  return (
    !ts.isTypeReferenceNode(parent) &&
    !ts.isImportSpecifier(parent) &&
    !ts.isExportSpecifier(parent) &&
    !ts.isBindingElement(parent) &&
    !ts.isQualifiedName(parent)
  );
}

/** `keyof T` makes literal types of the names of T's members. */
function joinKeys(
  program: TypedProgram,
  types: PropertyTypes,
  unions: Unions<Declarer>,
  names: readonly string[],
  node: TsNode,
): void {
  const { ts, checker } = program;
  const join = (type: import('ts-morph').ts.Type) => {
    for (const name of names) {
      const declarers = types.declarersOf(type, name);
      if (declarers.length > 0) unions.join([literalOf(name), ...declarers]);
    }
  };
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.KeyOfKeyword) {
    if (!isMapped(ts, node)) join(checker.getTypeFromTypeNode(node.type));
    return;
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const declaration = checker.getResolvedSignature(node)?.declaration;
    if (declaration && asksForKeys(ts, declaration))
      for (const argument of node.arguments ?? []) join(checker.getTypeAtLocation(argument));
  }
  const given = (node as { typeArguments?: readonly import('ts-morph').ts.TypeNode[] }).typeArguments;
  const named = given && nameOfGeneric(ts, node);
  if (!given || !named) return;
  const symbol = checker.getSymbolAtLocation(named);
  const target =
    symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  if (
    target?.declarations?.some(
      (each) => program.sources.some(({ tree }) => tree === each.getSourceFile()) && asksForKeys(ts, each),
    )
  )
    for (const argument of given) join(checker.getTypeFromTypeNode(argument));
}

/** `Pick<T, Names>` and `T[Names]` speak of T's members by literals that stand elsewhere. */
function joinNamedKeys(
  { ts, checker }: TypedProgram,
  types: PropertyTypes,
  unions: Unions<Declarer>,
  names: readonly string[],
  node: TsNode,
): void {
  const [whole, keys] = ts.isIndexedAccessTypeNode(node)
    ? [node.objectType, node.indexType]
    : ts.isTypeReferenceNode(node) && isPicking(node)
      ? (node.typeArguments ?? [])
      : [];
  if (!whole || !keys || !ts.isTypeReferenceNode(keys)) return;
  const [type, named] = [checker.getTypeFromTypeNode(whole), checker.getTypeFromTypeNode(keys)];
  for (const name of names) {
    const declarers = types.holdsLiteral(named, name) ? types.declarersOf(type, name) : [];
    if (declarers.length > 0) unions.join([literalOf(name), ...declarers]);
  }
}

/** `[K in keyof T]` keeps T's members as they are declared, and needs no literals. */
function isMapped(ts: TypedProgram['ts'], node: TsNode): boolean {
  return ts.isTypeParameterDeclaration(node.parent) && ts.isMappedTypeNode(node.parent.parent);
}

function nameOfGeneric(ts: TypedProgram['ts'], node: TsNode): TsNode | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isExpressionWithTypeArguments(node))
    return ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  return undefined;
}

const asking = new WeakMap<TsNode, boolean>();

/** Whether a generic declaration speaks of the keys of one of its type parameters. */
function asksForKeys(ts: TypedProgram['ts'], declaration: TsNode): boolean {
  const known = asking.get(declaration);
  if (known !== undefined) return known;
  const parameters = (
    (declaration as { typeParameters?: readonly { name: { text: string } }[] }).typeParameters ?? []
  ).map(({ name }) => name.text);
  const visit = (node: TsNode): boolean =>
    (ts.isTypeOperatorNode(node) &&
      node.operator === ts.SyntaxKind.KeyOfKeyword &&
      !isMapped(ts, node) &&
      ts.isTypeReferenceNode(node.type) &&
      parameters.includes(node.type.typeName.getText())) ||
    ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  const asks = parameters.length > 0 && visit(declaration);
  asking.set(declaration, asks);
  return asks;
}

function writes({ ts }: TypedProgram, { kind, node }: Mention): boolean {
  if (kind === 'entry' || kind === 'shorthand') return true;
  const target = ts.isComputedPropertyName(node.parent) ? undefined : node.parent;
  if (!target) return true;
  if (kind !== 'access' && kind !== 'string' && kind !== 'via') return false;
  const { parent } = target;
  return (
    (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) &&
    ts.isBinaryExpression(parent) &&
    parent.left === target &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}
