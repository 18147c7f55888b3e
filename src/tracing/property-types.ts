import type { TsNode, TsType, TypedProgram } from './typed-program.ts';
import type { Unions } from './unions.ts';

/** What declares a property: a member, an entry, a parameter; or, for a name that only stands in a literal type, that name. */
export type Declarer = TsNode | string;

const DEPTH = 4;

/** Asks TypeScript about the properties of types, for a few names. */
export class PropertyTypes {
  private readonly seen = new Set<string>();
  private readonly own: ReadonlySet<unknown>;
  private readonly program: TypedProgram;
  private readonly unions: Unions<Declarer>;
  private readonly names: readonly string[];

  constructor(program: TypedProgram, unions: Unions<Declarer>, names: readonly string[]) {
    this.program = program;
    this.unions = unions;
    this.names = names;
    this.own = new Set(program.sources.map(({ tree }) => tree));
  }

  /** What declares the property of a type; nothing where the type does not know it by name. */
  declarersOf(type: TsType, name: string): Declarer[] {
    return this.constituentsOf(type).flatMap((each): Declarer[] => {
      const property = this.program.checker.getPropertyOfType(each, name);
      if (!property) return [];
      const declarations = (property.declarations ?? []).filter((node) => this.own.has(node.getSourceFile()));
      return declarations.length > 0 ? declarations : [literalOf(name)];
    });
  }

  /** Whether one of a type's alternatives is the name itself. */
  holdsLiteral(type: TsType, name: string): boolean {
    const { ts } = this.program;
    return this.constituentsOf(type).some(
      (each) =>
        (each.flags & ts.TypeFlags.StringLiteral) !== 0 && (each as { value?: unknown }).value === name,
    );
  }

  /** A value of one type is taken for one of another: properties of one name are one property from now on. */
  link(a: TsType, b: TsType, depth = 0): void {
    if (a === b || depth > DEPTH) return;
    const key = `${idOf(a)}:${idOf(b)}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    for (const name of this.names) {
      const [left, right] = [this.declarersOf(a, name), this.declarersOf(b, name)];
      if (left.length > 0 && right.length > 0) this.unions.join([...left, ...right]);
    }
    for (const one of this.constituentsOf(a))
      for (const other of this.constituentsOf(b)) this.linkParts(one, other, depth + 1);
  }

  private linkParts(a: TsType, b: TsType, depth: number): void {
    const { checker } = this.program;
    if (!isObject(this.program, a) || !isObject(this.program, b)) return;
    const [left, right] = [argumentsOf(this.program, a), argumentsOf(this.program, b)];
    if (left.length > 0 && left.length === right.length && a.symbol === b.symbol)
      for (const [i, argument] of left.entries()) this.link(argument, right[i]!, depth);
    if (!this.isOwn(a) || !this.isOwn(b)) return;
    for (const property of checker.getPropertiesOfType(a)) {
      const other = checker.getPropertyOfType(b, property.name);
      const [one, two] = [property.declarations?.[0], other?.declarations?.[0]];
      if (!other || !one || !two) continue;
      this.link(
        checker.getTypeOfSymbolAtLocation(property, one),
        checker.getTypeOfSymbolAtLocation(other, two),
        depth,
      );
    }
    const [from] = checker.getSignaturesOfType(a, this.program.ts.SignatureKind.Call);
    const [to] = checker.getSignaturesOfType(b, this.program.ts.SignatureKind.Call);
    if (!from || !to) return;
    this.link(from.getReturnType(), to.getReturnType(), depth);
    for (const [i, parameter] of from.parameters.entries()) {
      const other = to.parameters[i];
      const [one, two] = [parameter.valueDeclaration, other?.valueDeclaration];
      if (other && one && two)
        this.link(
          checker.getTypeOfSymbolAtLocation(parameter, one),
          checker.getTypeOfSymbolAtLocation(other, two),
          depth,
        );
    }
  }

  private isOwn(type: TsType): boolean {
    return type.symbol?.declarations?.some((node) => this.own.has(node.getSourceFile())) === true;
  }

  private constituentsOf(type: TsType): readonly TsType[] {
    const { checker } = this.program;
    const known = checker.getBaseConstraintOfType(type) ?? type;
    const defined = checker.getNonNullableType(known);
    return defined.isUnion() ? defined.types : [defined];
  }
}

/** Stands for a name that some type spells as a literal. */
export function literalOf(name: string): Declarer {
  return `'${name}'`;
}

function idOf(type: TsType): number {
  return (type as unknown as { id: number }).id;
}

function isObject({ ts }: TypedProgram, type: TsType): boolean {
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

/** The type arguments of `Array<T>`, `Promise<T>`, …, and what a tuple or an alias is given. */
function argumentsOf({ ts, checker }: TypedProgram, type: TsType): readonly TsType[] {
  const { objectFlags } = type as unknown as { objectFlags: number };
  return (objectFlags & ts.ObjectFlags.Reference) !== 0
    ? checker.getTypeArguments(type as import('ts-morph').ts.TypeReference)
    : [];
}
