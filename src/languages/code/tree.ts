/**
 * Code of any language as one small tree: what a reader of a language makes of its grammar's tree, and all that the
 * rest needs of it. Every node stands at exact offsets of the decoded text; what has no node of its own becomes `other`
 * with its parts in the order in which they run.
 */

/** Offsets in UTF-16 units of the decoded text, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A name where it is written. */
export interface NameSpan extends Span {
  readonly text: string;
}

export type Expression =
  | Text
  | NumberLiteral
  | Sum
  | Name
  | This
  | Member
  | Index
  | Call
  | Collection
  | Fork
  | Assignment
  | FunctionNode
  | Other;

/** A string, whole or with expressions in it: quoted, a template, a heredoc, a symbol, a bare key of a map. */
export interface Text extends Span {
  readonly kind: 'text';
  /** In order, and at least one; a string without expressions has exactly one part, which may be empty. */
  readonly parts: readonly TextPart[];
  /** How it is written, in words of the reader that only its speller understands: `single`, `double`, `heredoc`, `symbol`. */
  readonly style: string;
}

export type TextPart = Characters | Embedded;

/** Characters as they stand in a string, between quotes or expressions. */
export interface Characters extends Span {
  readonly kind: 'characters';
  /** What they mean at run time. */
  readonly text: string;
  /**
   * `offsets[i]` is where the i-th run-time unit begins in the file, `offsets[text.length]` is the end. Missing where
   * the source is the text itself.
   */
  readonly offsets?: readonly number[];
}

/** An expression in a string, its delimiters (`{$…}`, `#{…}`) included. */
export interface Embedded extends Span {
  readonly kind: 'embedded';
  readonly expression: Expression;
}

interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly text: string;
}

/** A chain of an operator that puts texts together, flat, in order: `a . b . c`, `a + b + c`. */
export interface Sum extends Span {
  readonly kind: 'sum';
  readonly operands: readonly Expression[];
  /** True for strings that stand side by side without an operator, which bind tighter than any: `'a' 'b'`. */
  readonly isAdjacent?: true;
}

/** A variable or constant, with all that belongs to its name: `$url`, `API_KEY`. */
export interface Name extends Span {
  readonly kind: 'name';
  readonly name: string;
  /** What it stands for in full, where an import of the file says so: `os.environ`. */
  readonly imported?: string;
}

/** The object, or (`isStatic`) the class that the code around belongs to: `$this`, `self::`, `@`, `self`. */
export interface This extends Span {
  readonly kind: 'this';
  readonly isStatic?: true;
}

/** `object->name`, `Class::NAME`, `@name` (then `object` is an empty span). The name is without sigils: `ticket`. */
export interface Member extends Span {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: NameSpan;
}

/** `object[key]`; without a key an item is added: `$list[] = …`. */
export interface Index extends Span {
  readonly kind: 'index';
  readonly object: Expression;
  readonly key: Expression | undefined;
}

export interface Call extends Span {
  readonly kind: 'call';
  /** The function's, method's or (`isNew`) class's name, without sigils and namespaces. */
  readonly name: NameSpan;
  /** What a method is called on; a class for static calls, as a `name` node. */
  readonly receiver: Expression | undefined;
  /** What a function without a receiver is in full, where an import of the file says so: `urllib.parse.urlencode`. */
  readonly imported?: string;
  readonly isNew?: true;
  /** True where it hands over what the function around was given, without naming it: Ruby's bare `super`. */
  readonly handsOn?: true;
  readonly arguments: readonly Argument[];
  /** True where it is written as an operator behind what it is called on: `text % values`. */
  readonly isOperator?: true;
  /** Where the arguments stand: behind the opening bracket to before the closing one, or the bare list. */
  readonly list: Span;
}

export interface Argument extends Span {
  readonly kind: 'argument';
  readonly value: Expression;
  /** The name of a named argument: `params=…`. */
  readonly name?: NameSpan;
  /** True for a list or map that is spread: `*args`, `**params`, `...$args`. */
  readonly isSpread?: true;
  /** True for a block, which stands behind the list: no other parameter takes it than one that is for it. */
  readonly isBlock?: true;
}

/** A map, a list, an array of both. */
export interface Collection extends Span {
  readonly kind: 'collection';
  /** What is filled with the items: `new Client(x) { Key = y }`. */
  readonly base?: Expression;
  readonly items: readonly Item[];
  /** True where it has no brackets of its own: the last arguments `:a => 1` of a call. */
  readonly isBare?: true;
}

export interface Item extends Span {
  readonly kind: 'item';
  /** A bare key is a text of style `symbol`, or what the reader calls it; `member` where it names a member of the object. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly isSpread?: true;
}

/** One of several values, decided at run time: `c ? a : b`, `a || b`, `a ?? b`. */
export interface Fork extends Span {
  readonly kind: 'fork';
  /** What is evaluated to decide. */
  readonly condition: Expression | undefined;
  readonly options: readonly Expression[];
  /** True where a later option stands in for an earlier one that is missing: `||`, `??`. */
  readonly isDefault?: true;
}

export interface Assignment extends Span {
  readonly kind: 'assignment';
  readonly target: Expression;
  readonly value: Expression;
  /** `set` replaces, `append` adds text (`.=`, `+=`, `<<`), `default` sets what is missing (`||=`). */
  readonly operator: 'set' | 'append' | 'default';
}

/** Anything else, with its parts in the order in which they are evaluated. Nothing is known of its value. */
export interface Other extends Span {
  readonly kind: 'other';
  readonly parts: readonly Expression[];
  /** True where only what is known when the program is compiled may stand: an annotation's argument, a case's label. */
  readonly isConstant?: true;
  /** Statements in it: a block that is handed to a call whose meaning is not known, say. */
  readonly body?: readonly Statement[];
}

/** A function, method or closure. */
export interface FunctionNode extends Span {
  readonly kind: 'function';
  readonly name: NameSpan | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly isStatic?: true;
  readonly isConstructor?: true;
  /** True where it sees the variables around it. */
  readonly isClosure?: true;
  /** True for a method that runs when a member of its name is read: a property. */
  readonly isGetter?: true;
  /** True where the value of its last statement is what it gives back, as in Ruby. */
  readonly givesLast?: true;
}

export interface Parameter extends Span {
  readonly kind: 'parameter';
  /** As it is written where it is used: `$ticket`. */
  readonly name: NameSpan;
  readonly default: Expression | undefined;
  /** The member that it sets by being handed over, as PHP's promoted parameters do. */
  readonly member?: string;
  /** `list`: takes the rest of the arguments; `map`: of the named ones; `block`: the block. */
  readonly rest?: 'list' | 'map' | 'block';
  /** True where it can only be given by name. */
  readonly isNamed?: true;
}

export type Statement =
  | ExpressionStatement
  | Branching
  | Loop
  | Attempt
  | Return
  | Leave
  | Block
  | FunctionNode
  | ClassNode
  | Globals;

export interface ExpressionStatement extends Span {
  readonly kind: 'statement';
  readonly expression: Expression;
}

/** `if`, `switch`, `unless`: one of several blocks runs, or none. */
export interface Branching extends Span {
  readonly kind: 'branching';
  readonly conditions: readonly Expression[];
  readonly arms: readonly (readonly Statement[])[];
  /** True where one of the arms always runs. */
  readonly isExhaustive: boolean;
}

export interface Loop extends Span {
  readonly kind: 'loop';
  /** What is gone through: `foreach (over as …)`. */
  readonly over: Expression | undefined;
  readonly key: Expression | undefined;
  readonly item: Expression | undefined;
  /** What else is evaluated: conditions, steps. */
  readonly header: readonly Expression[];
  readonly body: readonly Statement[];
}

/** `try`, `begin … rescue`: the body, what is done instead when it fails, what is always done. */
export interface Attempt extends Span {
  readonly kind: 'attempt';
  readonly body: readonly Statement[];
  readonly handlers: readonly (readonly Statement[])[];
  readonly finally: readonly Statement[];
}

export interface Return extends Span {
  readonly kind: 'return';
  readonly value: Expression | undefined;
}

/** `throw`, `break`, `continue`, `exit`: what follows in the block does not run. */
export interface Leave extends Span {
  readonly kind: 'leave';
  readonly value: Expression | undefined;
}

/** Statements that belong together without deciding anything: `{ … }`, `with …:`, a namespace. */
export interface Block extends Span {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}

export interface ClassNode extends Span {
  readonly kind: 'class';
  readonly name: NameSpan | undefined;
  /** True where others of its name are parts of the same class: a type's methods in Go stand apart from it. */
  readonly isPart?: true;
  /** The names of what it extends or mixes in, without namespaces. */
  readonly supers: readonly string[];
  readonly members: readonly (MemberDeclaration | FunctionNode | ClassNode)[];
  /** Statements that stand in the class itself and run when it is loaded. */
  readonly body: readonly Statement[];
}

/** A member, class variable or class constant, with the value that it begins with. */
export interface MemberDeclaration extends Span {
  readonly kind: 'declaration';
  readonly name: NameSpan;
  readonly value: Expression | undefined;
  readonly isStatic?: true;
}

/** Names that mean the variables outside of the function: `global $x;`. */
interface Globals extends Span {
  readonly kind: 'globals';
  readonly names: readonly string[];
}

export type Node =
  | Expression
  | Statement
  | Characters
  | Embedded
  | Item
  | Parameter
  | MemberDeclaration
  | Argument;

/** A file as its reader understood it. */
export interface CodeTree {
  readonly body: readonly Statement[];
  readonly comments: readonly Span[];
  /** How many places the grammar could not make sense of. */
  readonly errors: number;
  /** Parts that are no code of the language: the HTML around PHP. */
  readonly outside: readonly Span[];
  /** What the file's imports bring, where a spelling may need one more. */
  readonly imports?: Imports;
}

/** The imports that hold for the whole file. */
export interface Imports {
  /** Each name that they bring, with what it stands for in full. */
  readonly names: ReadonlyMap<string, string>;
  /** Where a statement of its own may bring one more: the beginning of a line. */
  readonly at: number;
}
