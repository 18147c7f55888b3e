import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { MigrateOptions } from '../../../src/engine/migrate.ts';
import type { Choice, Choices } from '../../../src/engine/session/choices.ts';
import { placeComment } from '../../../src/engine/session/ignore-comment.ts';
import type { Item } from '../../../src/engine/session/items.ts';
import {
  openSession,
  type Plan,
  planAround,
  type Session,
  textWith,
} from '../../../src/engine/session/session.ts';
import { settle } from '../../../src/engine/session/settle.ts';
import { makeFolder } from '../../files/workspace.ts';

/** A session over some files, driven by hand. */
export interface Driven {
  readonly folder: string;
  readonly session: Session;
  readonly choices: Map<string, Choice>;
  plan: Plan;
  /** The item of the `n`th finding of a rule in a file. */
  item(file: string, n?: number, rule?: string): Item;
  /** Decides and plans anew. */
  choose(item: Item, kind: 'take' | 'leave' | 'pass'): Promise<void>;
  /** Leaves an item alone with a comment, or tells why that is not possible. */
  ignore(item: Item, reason?: string): Promise<string | undefined>;
  /** Names of the files that are written now. */
  settle(): string[];
  /** What the plan makes of a file, with the comments. */
  after(file: string): string;
  onDisk(file: string): string;
}

export async function drive(
  files: Readonly<Record<string, string>> | string,
  options: Partial<MigrateOptions> = {},
): Promise<Driven> {
  const folder = typeof files === 'string' ? files : makeFolder(files);
  const session = await openSession({ paths: ['.'], cwd: folder, write: true, ...options });
  const at = (file: string) => join(folder, file);
  const choices = new Map<string, Choice>();
  const driven: Driven = {
    folder,
    session,
    choices,
    plan: session.first,
    item(file, n = 0, rule = 'deprecated-params') {
      const found = driven.plan.items.filter(
        ({ finding }) => finding.at.file === at(file) && finding.ruleId === rule,
      )[n];
      expect(found, `${rule} ${n} in ${file}`).toBeDefined();
      return found!;
    },
    async choose({ key }, kind) {
      choices.set(key, { kind });
      driven.plan = planAround(session, choices);
    },
    async ignore({ key }, reason = 'the proxy adds the token') {
      const left: Choices = new Map([...choices, [key, { kind: 'leave' }]]);
      const plan = planAround(session, left);
      const item = plan.items.find((one) => one.key === key)!;
      const placed = placeComment(session, plan, left, item, reason);
      if (typeof placed === 'string') return placed;
      choices.set(key, placed);
      driven.plan = plan;
      return undefined;
    },
    settle: () => settle(session, driven.plan, choices).written.map((file) => file.slice(folder.length + 1)),
    after: (file) => textWith(session, at(file), driven.plan.selection, choices),
    onDisk: (file) => readFileSync(at(file), 'utf8'),
  };
  return driven;
}

/** A call in JavaScript, one line. */
export function callOf(
  module: string,
  key = 'process.env.ZOHO_APIKEY',
  ticket = 'process.env.ZOHO_TICKET',
): string {
  return `fetch('https://crm.zoho.com/crm/private/json/${module}/getRecords?apikey=' + ${key} + '&ticket=' + ${ticket});\n`;
}
