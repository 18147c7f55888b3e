import type { Edit } from '../../model/edit.ts';
import type { MeaningOf } from './meaning.ts';
import type { Source } from './source.ts';
import type { Assignment, CodeTree, Expression, MemberDeclaration, Name, Node, Span, Text } from './tree.ts';

/** A language as it is read: its grammar's tree made a `CodeTree`, and what its library means. */
interface Reader {
  /** @throws Error when nothing of the text can be read */
  read(text: string): CodeTree;
  readonly meaningOf: MeaningOf;
  readonly scoping: Scoping;
}

/** What a name means in a language. */
interface Scoping {
  /** True where functions see the variables outside of them. PHP's see none but what `global` names. */
  readonly seesOutside: boolean;
  /** True where a name that no variable has may be a member of the object: Java, C#, VB.NET, Ruby's readers. */
  readonly impliesThis: boolean;
  /** True where going through a map without naming its keys gives its values, as in PHP. */
  readonly walksValues?: true;
  /** True where what no code sets comes from the environment. */
  readonly readsEnvironment?: true;
  /** True where upper and lower case are the same in names. */
  readonly ignoresCase: boolean;
}

/** How replacements are written in a language. All of it is source, ready to be put in. */
export interface Spelling {
  /** What puts two texts together, with the blanks around it: ` . `. */
  readonly plus: string;
  /** True where `+` takes a text with nothing but a text, so that what is left of a sum of texts is one. */
  readonly addsOnlyTexts?: true;
  /** A string of its own, in the quotes that stand around where there are some. */
  quote(text: string, like: Text | undefined): string;
  /** Characters to stand within a string of this style. */
  escape(text: string, within: Text): string;
  /** An expression that reads the token from the environment: `getenv('ZOHO_AUTHTOKEN')`. */
  token(name: string, like: Text | undefined, source: Source): string;
  /** Code as a part of a string of this style: `#{…}`; undefined where none can stand in it. */
  embed(code: string, within: Text): string | undefined;
  /** True where a block cannot be empty, as in Python. */
  readonly needsStatements?: true;
  /** What stands before the first and behind the last character of a string; undefined where it cannot be cut in two. */
  delimiters(text: Text, source: string): { readonly open: string; readonly close: string } | undefined;
  /**
   * What is written where a key or ticket is born and no call may stand: in a constant, in a member's first value. Nothing
   * where the reference to the token fits.
   *
   * @returns the edits, or why there is no way
   */
  birth?(source: Source, node: Expression, name: string): readonly Edit[] | string | undefined;
  /** Why the reference to the token cannot stand in the place of a node, or within it; nothing where it can. */
  refusesCall?(source: Source, node: Node): string | undefined;
  /** What begins a comment that ends with its line: `//`. */
  readonly comment: string;
  /**
   * What makes a variable of a constant that must be known when the program is compiled, or why there is no way.
   * Undefined where a declaration makes no such constant; the method is missing where a language has none.
   */
  variable?(source: Source, declared: MemberDeclaration | Assignment): readonly Edit[] | string | undefined;
  /** What stands between the items of a list, where it is no comma. */
  readonly separator?: string;
  /** What ends a statement, and goes with it: `;`. Empty where the line ends it. */
  readonly terminator: string;
  /** What must stand elsewhere in the file for the reference to the token to mean something: an import. */
  preamble?(source: Source): readonly Edit[];
  /**
   * What lets a value go that a variable of a function held and nobody reads any more, where a variable that nobody reads
   * does not compile. The method is missing where it may stay.
   */
  discard?(source: Source, assignment: Assignment, name: Name): readonly Edit[];
  /** The imports of a file that would not compile if nothing used them: what each is called, and where it stands. */
  imports?(source: Source): readonly Import[];
}

/** An import of a file. */
export interface Import extends Span {
  /** What it is called in the file. */
  readonly name: string;
}

export interface Language {
  /** As people call it: `PHP`. */
  readonly name: string;
  readonly reader: Reader;
  readonly spelling: Spelling;
}
