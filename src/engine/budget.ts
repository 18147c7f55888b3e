import { OutOfTime, STEPS_A_CHARACTER } from '../model/work.ts';
import type { Tree } from './tree.ts';

const LEAST_STEPS = 2_000_000;

/** How many steps it may take to follow the values of some texts. */
export function stepsFor(texts: readonly { readonly text: string }[]): number {
  return LEAST_STEPS + STEPS_A_CHARACTER * texts.reduce((sum, { text }) => sum + text.length, 0);
}

/** Why something was not understood, for people. */
export function reasonOf(error: unknown): string {
  if (error instanceof OutOfTime) return error.message;
  return `cannot be understood: ${error instanceof Error && error.name === 'Error' ? error.message : String(error)}`;
}

/** The files of a part that are listed where it was not understood: those that name the parameters, if any does. */
export function filesToName(tree: Tree, part: readonly string[]): readonly string[] {
  const naming = part.filter((file) => tree.namesParameters(file));
  return naming.length > 0 ? naming : part;
}
