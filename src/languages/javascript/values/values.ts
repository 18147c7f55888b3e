import type { Arm } from '../../../model/arms.ts';
import type { SourceRange } from '../../../model/edit.ts';
import type { OriginKind, QueryText } from '../../../model/query-text.ts';
import { spend } from '../../../model/work.ts';
import type { CallNode, FunctionNode, Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Owner } from '../syntax/owners.ts';

/** A call that is being looked into: which arguments the parameters stand for, and what encloses the function. */
export interface Frame {
  readonly fn: FunctionNode;
  readonly args: readonly Node[];
  /** The call itself; absent for a callback that something outside the program calls. */
  readonly call: CallNode | undefined;
  readonly caller: Context;
  /** The frame that the function was created in. */
  readonly closure: Context;
  readonly self: Value | undefined;
  readonly depth: number;
}

export type Context = Frame | undefined;

/** What could be found out about where an untraceable value comes from. */
interface Birth {
  readonly kind: OriginKind;
  readonly name: string;
  readonly fixed: boolean;
  /** True for a member that its object, all of which is known, does not have: `{}.apikey`. */
  readonly absent?: boolean;
}

/** How one named parameter is put into a set. */
export type EntrySite =
  | { readonly kind: 'property'; readonly node: Node; readonly at: SourceRange }
  | { readonly kind: 'assignment'; readonly node: Node; readonly at: SourceRange }
  | {
      readonly kind: 'call';
      readonly node: CallNode;
      readonly at: SourceRange;
      readonly name: Node;
      readonly value: Node;
    }
  | { readonly kind: 'pair'; readonly node: Node; readonly at: SourceRange }
  /** The name of a parameter that a helper puts in, where name and value do not come together. */
  | { readonly kind: 'helper'; readonly node: Node; readonly at: SourceRange };

export interface SetEntry {
  /** The key's text; undefined when it is not known. */
  readonly name: string | undefined;
  readonly value: Node | undefined;
  readonly context: Context;
  readonly site: EntrySite;
  /** Set where the value is added to what the property held: `options.path += …`. `maybe`: not always. */
  readonly grows?: 'always' | 'maybe';
  /** What decides that it is put in, besides the branchings around its site: which of several sets is sent, say. */
  readonly arms?: readonly Arm[];
}

export interface SetValue {
  readonly kind: 'set';
  readonly node: Node;
  readonly entries: readonly SetEntry[];
  /** Values spread or merged in whose entries are not known. */
  readonly rest: readonly Value[];
  /** Mentions of a property through which its own value is mutated. */
  readonly nested?: ReadonlyMap<string, readonly { readonly node: Node; readonly context: Context }[]>;
}

export interface ListItem {
  readonly node: Node;
  readonly context: Context;
  /** True for a list that is spread into this one. */
  readonly spread: boolean;
  /** The branchings that decide whether it is put in, where any do. */
  readonly arms?: readonly Arm[];
  /** The element that a callback made this item of. */
  readonly source?: { readonly node: Node; readonly context: Context };
}

export interface ListValue {
  readonly kind: 'list';
  readonly node: Node;
  readonly items: readonly ListItem[];
}

/** A class, an ES5 constructor, or an object literal whose functions speak of `this`. */
interface ClassInfo {
  readonly node: Owner;
  readonly module: JsModule;
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly info: ClassInfo;
  /** The `new` expression that made it, when one is known. */
  readonly made: { readonly call: CallNode; readonly context: Context } | undefined;
}

export type Value =
  | { readonly kind: 'text'; readonly pieces: QueryText }
  | SetValue
  | ListValue
  /** The keys, values or pairs of a set, whatever becomes of them. */
  | { readonly kind: 'view'; readonly of: Value }
  /** A URL object: its text, and the parameters that are set on it. */
  | { readonly kind: 'url'; readonly pieces: QueryText; readonly query: SetValue }
  | {
      readonly kind: 'function';
      readonly node: FunctionNode;
      readonly closure: Context;
      readonly self: Value | undefined;
      readonly bound?: readonly Node[];
    }
  | { readonly kind: 'class'; readonly info: ClassInfo }
  | InstanceValue
  | { readonly kind: 'module'; readonly module: JsModule }
  | { readonly kind: 'environment' }
  | { readonly kind: 'choice'; readonly options: readonly Value[] }
  | { readonly kind: 'opaque'; readonly node: Node; readonly context: Context; readonly birth: Birth };

/** Characters `[from, to)` of the run-time text of a string literal or a template's element. */
export interface LiteralSite {
  readonly type: 'literal';
  readonly at: SourceRange;
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

/** An expression put into a text, by `+`, `${…}`, as an array's element, … */
export interface ExpressionSite {
  readonly type: 'expression';
  readonly at: SourceRange;
  readonly node: Node;
  readonly context: Context;
}

/** An expression that a format call puts into the place of a slot (`%s`, `{0}`, `{apikey}`) of a literal. */
export interface SlotSite {
  readonly type: 'slot';
  readonly at: SourceRange;
  readonly node: Node;
  readonly context: Context;
  readonly slot: LiteralSite;
  readonly call: CallNode;
  /** `argument`: in step with its slot by position. `kept`: may stay when the slot goes. `replace`: `.replace(slot, value)`. */
  readonly binding: 'argument' | 'kept' | 'replace';
  /** True for one of several values, which no expression of its own stands for: `node` is none of the source. */
  readonly chosen?: boolean;
}

export type JsSite = LiteralSite | ExpressionSite | SlotSite;

/** Several values as one: flattened, without repetitions of the same object. */
export function choose(values: readonly Value[]): Value | undefined {
  if (values.length < 2) return values[0];
  const options = [
    ...new Set(values.flatMap((value) => (value.kind === 'choice' ? value.options : [value]))),
  ];
  spend(options.length);
  return options.length > 1 ? { kind: 'choice', options } : options[0];
}

/** The alternatives that a value may be. */
export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'choice' ? value.options : [value];
}

export function rangeOf(module: JsModule, node: Node): SourceRange {
  return { file: module.file, start: node.start ?? 0, end: node.end ?? 0 };
}
