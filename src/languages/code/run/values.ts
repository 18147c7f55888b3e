import type { Arm } from '../../../model/arms.ts';
import type { SourceRange } from '../../../model/edit.ts';
import type { Origin, QueryText, Site } from '../../../model/query-text.ts';
import type { SlotStyle } from '../meaning.ts';
import type { Source } from '../source.ts';
import type { ClassNode, Expression, FunctionNode, NameSpan, Node } from '../tree.ts';
import type { Frame } from './frames.ts';

/** What an expression came to when the code was run on what is known. */
export type Value = TextValue | ObjectValue | FunctionValue | ClassValue | ChoiceValue | UnknownValue;

export interface TextValue {
  readonly kind: 'text';
  readonly pieces: QueryText;
  readonly origins: readonly Origin[];
}

/** A map, a list, an instance of a class of the program: what is put into it is noted as it happens. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: EntryValue[];
  readonly items: ItemValue[];
  /** Values that travel with it without a name. */
  readonly attached: Value[];
  readonly members: Map<string, Write[]>;
  readonly type: ClassNode | undefined;
  /** True for a name with its value, which becomes an entry of the list that it is put into. */
  readonly isPair?: true;
  /** The arms that it was made under. */
  readonly arms: readonly Arm[];
}

/** A named value of a map. */
export interface EntryValue {
  readonly name: string | undefined;
  readonly value: Value;
  readonly site: CodeSite;
  readonly arms: readonly Arm[];
  readonly region: object;
}

/** A value of a list, or one whose name is not known. */
export interface ItemValue {
  readonly value: Value;
  readonly expression: Expression;
  readonly frame: Frame;
  readonly arms: readonly Arm[];
}

interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionNode;
  readonly frame: Frame | undefined;
}

interface ClassValue {
  readonly kind: 'class';
  readonly node: ClassNode;
}

interface ChoiceValue {
  readonly kind: 'choice';
  readonly options: readonly Value[];
  /** What decides for each option, as far as it is known. */
  readonly arms: readonly (readonly Arm[])[];
}

export interface UnknownValue {
  readonly kind: 'unknown';
  readonly origins: readonly Origin[];
  readonly attached: Value[];
  /** What it turned out to be when something was put into it by name, whoever holds it. */
  grown?: ObjectValue;
  /** What was put into its members. */
  readonly members: Map<string, Write[]>;
  /** Each key or each value of a map that is gone through. */
  readonly eachOf?: { readonly object: ObjectValue; readonly part: 'key' | 'value' };
}

/** A value that was put into a variable or member, and the branchings that decided it. */
export interface Write {
  readonly value: Value;
  readonly arms: readonly Arm[];
}

/** A place of the tree that the request model points at. */
export interface CodeSite extends Site {
  readonly source: Source;
  readonly node: Node;
  /** Of an entry: where its name and its value stand. */
  readonly name?: Expression | NameSpan;
  readonly value?: Expression;
  /** Of a value in a slot of a format string. */
  readonly fill?: SlotFill;
}

/** A slot of a template and the value that goes into it. */
export interface SlotFill {
  readonly template: Template;
  /** Where the slot's characters stand: the literal, and the run-time characters of it. */
  readonly literal: CodeSite;
  readonly from: number;
  readonly to: number;
  /** The position or the name by which the value is asked for. */
  readonly asks: number | string;
  /** True where slots take the values in order. */
  readonly isInOrder: boolean;
  /** What goes into it. */
  readonly value: Expression;
}

/** A format string with the values that are handed over together with it. */
export interface Template {
  readonly style: SlotStyle;
  readonly literals: readonly CodeSite[];
  readonly values: readonly Expression[];
  /** The call that puts them together. */
  readonly call: Node;
}

/** Whether a site is one of code that is read into the common tree. */
export function isCodeSite(site: Site): site is CodeSite {
  return 'source' in site && 'node' in site;
}

export function siteAt(source: Source, node: Node, more: Partial<CodeSite> = {}): CodeSite {
  const at: SourceRange = source.at(node);
  return { at, source, node, ...more };
}

export function textValue(pieces: QueryText, origins: readonly Origin[]): TextValue {
  return { kind: 'text', pieces, origins };
}

export function unknown(origins: readonly Origin[], attached: readonly Value[] = []): UnknownValue {
  return { kind: 'unknown', origins, attached: [...attached], members: new Map() };
}

export function objectValue(arms: readonly Arm[], type?: ClassNode): ObjectValue {
  return { kind: 'object', entries: [], items: [], attached: [], members: new Map(), type, arms };
}

/** The values that a value may be. */
export function optionsOf(value: Value): readonly Value[] {
  if (value.kind === 'unknown' && value.grown) return [value.grown];
  return value.kind === 'choice' ? value.options.flatMap(optionsOf) : [value];
}

/** The first object among the values that a value may be. */
export function objectIn(value: Value): ObjectValue | undefined {
  return optionsOf(value).find((option): option is ObjectValue => option.kind === 'object');
}
