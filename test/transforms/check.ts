import { isAbsolute, join } from 'node:path';
import { createCodeMap } from '../../src/languages/javascript/code-map/code-map.ts';
import { JsProgram } from '../../src/languages/javascript/program/program.ts';
import { lower } from '../../src/languages/javascript/requests/lower.ts';
import { createSpeller } from '../../src/languages/javascript/spell/speller.ts';
import { Tracer } from '../../src/languages/javascript/values/tracer.ts';
import type { Finding } from '../../src/model/finding.ts';
import { judge } from '../../src/recognition/judgement.ts';
import type { Rule } from '../../src/recognition/rule.ts';
import { TicketCode } from '../../src/recognition/ticket-code/find.ts';
import { tokenNameForVariable } from '../../src/recognition/token-names.ts';
import { resolveRelative } from '../../src/tracing/resolve.ts';

/** A finding with the source that it points at. */
export interface Told extends Finding {
  readonly text: string;
}

/** Runs one rule on sources that are kept in memory, `{ 'app.js': '…' }`. */
export function check(rule: Rule, sources: Readonly<Record<string, string>>): readonly Told[] {
  const files = new Map(Object.entries(sources).map(([name, text]) => [join('/app', name), text]));
  const program = new JsProgram({
    read: (file) => files.get(file),
    resolve: (from, specifier) =>
      isAbsolute(specifier) ? undefined : resolveRelative(from, specifier, (file) => files.has(file)),
    importersOf: () => [],
  });
  for (const file of files.keys()) if (!file.endsWith('.json')) program.load(file);
  const requests = lower(new Tracer(program), program.modules);
  const judged = judge(requests, []);
  const code = createCodeMap(
    () => program,
    () => false,
  );
  const { findings } = rule.check({
    requests,
    judged,
    speller: createSpeller(program, {
      spellSettings: () => [],
      findSetting: () => undefined,
      documents: { importersOf: () => [], follow: () => undefined },
      typesAround: () => undefined,
      requests,
      tokenNameFor: tokenNameForVariable,
    }),
    tokenName: 'ZOHO_AUTHTOKEN',
    takenNames: new Set(),
    settingBeside: () => [],
    seesAllOf: () => false,
    code,
    ticketCode: new TicketCode({ requests, judged, hosts: [], code }),
    isIgnored: () => false,
    hosts: [],
  });
  return findings.map((finding) => ({
    ...finding,
    text: (files.get(finding.at.file) ?? '').slice(finding.at.start, finding.at.end),
  }));
}
