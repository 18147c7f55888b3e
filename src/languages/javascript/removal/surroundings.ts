import type { Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';

/** What the removal needs to know beyond the syntax. */
export interface Surroundings {
  /** Whether something read a variable before the migration, of which nothing is left now. */
  wasRead(module: JsModule, binding: Binding): boolean;
  /** Names of members that something read before the migration, and nothing does now. */
  readonly retiredMembers: ReadonlySet<string>;
  /** Whether leaving out a call is no loss: it is one of ticket code that goes. */
  isQuiet(call: Node): boolean;
  /** Whether a place is in ticket code that stays, which stays whole. */
  isKept(node: Node): boolean;
  /** Whether loading a file does nothing but declare. */
  isQuietModule(file: string): boolean;
  /** Whether code that was not seen may use what a file exports. */
  mayHaveOtherUsers(module: JsModule): boolean;
}
