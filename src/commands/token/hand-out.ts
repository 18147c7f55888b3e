import { TOOL } from '../../package.ts';
import { escapeControls } from '../../report/escape.ts';
import { maskSecrets } from '../../report/mask.ts';
import { ACTIVE_TOKENS } from '../../zoho/token-refusals.ts';
import { DONE, type ExitCode, FAILED } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';
import { AskingInterrupted, type Terminal } from './terminal.ts';

/** Where a token goes, and what is told of it. */
export interface HandOut {
  readonly token: string;
  readonly displayName: string;
  /** Stores it, and says where; absent where it is not to be stored. */
  readonly store: (() => string) | undefined;
  readonly print: boolean;
  /** A person who may be asked; undefined where there is none. */
  readonly terminal: () => Terminal | undefined;
}

/**
 * Stores a token that was issued, prints it, or both. Zoho shows it only once: where it can be brought to no place, and
 * there is a person to be asked, it is offered to that person alone; else it is told how to get rid of it.
 */
export async function handOut(how: HandOut, streams: Streams): Promise<ExitCode> {
  const { token, store, print } = how;
  const failures: string[] = [];
  let isKept = false;
  let stored: string | undefined;
  if (store) {
    try {
      stored = store();
      isKept = true;
    } catch (error) {
      failures.push(`it could not be stored: ${messageOf(error)}`);
    }
  }
  if (print) {
    try {
      await streams.out.deliver(token + '\n');
      isKept = true;
    } catch (error) {
      failures.push(`it could not be printed: ${messageOf(error)}`);
    }
  }
  if (stored !== undefined) await streams.err.write(stored + '\n');
  if (failures.length === 0) return DONE;
  await tellLoss(how, failures.join('; '), isKept, streams);
  return FAILED;
}

async function tellLoss(
  { token, displayName, terminal }: HandOut,
  failures: string,
  isKept: boolean,
  { err }: Streams,
): Promise<void> {
  const message = maskSecrets(`A token was issued under the name '${displayName}', and ${failures}`);
  await err.write(escapeControls(`${TOOL.name}: ${message}`) + '\n');
  if (isKept) return;
  const person = terminal();
  if (person && (await wantsToSee(person))) {
    person.say(`${token}\n`);
    return;
  }
  await err.write(`It is lost: remove or regenerate it (${ACTIVE_TOKENS}), then try again.\n`);
}

async function wantsToSee(person: Terminal): Promise<boolean> {
  try {
    const answer = await person.ask('Zoho shows it this once. Show it here? [y/N] ');
    return /^\s*y(?:es)?\s*$/i.test(answer ?? '');
  } catch (error) {
    if (error instanceof AskingInterrupted) return false;
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
