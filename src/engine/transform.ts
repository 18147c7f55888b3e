import { resolve } from 'node:path';
import type { API, FileInfo, Options } from 'jscodeshift';
import { createCodeMap } from '../languages/javascript/code-map/code-map.ts';
import { environmentMentions } from '../languages/javascript/program/environment-names.ts';
import { JsProgram } from '../languages/javascript/program/program.ts';
import { lower } from '../languages/javascript/requests/lower.ts';
import { createSpeller } from '../languages/javascript/spell/speller.ts';
import { Tracer } from '../languages/javascript/values/tracer.ts';
import type { Finding, TokenNeed } from '../model/finding.ts';
import { judge } from '../recognition/judgement.ts';
import type { Rule, RuleOutcome } from '../recognition/rule.ts';
import { TicketCode } from '../recognition/ticket-code/find.ts';
import { tokenNameForVariable } from '../recognition/token-names.ts';
import { applyEdits, selectFixes } from './apply.ts';
import { createIgnores } from './ignores.ts';

/** What jscodeshift asks of a transform: the new text of one file, or nothing where nothing changes. */
export type Transform = (file: FileInfo, api: API, options: Options) => string | undefined;

const NAMES = /apikey|ticket|\/crm\/private\/|zoho/i;
/** What a decoder puts where bytes are not UTF-8. */
const REPLACED = '\uFFFD';

/**
 * Makes a rule a transform that `npx jscodeshift -t` runs by itself on one file. Only that file is looked at: what it
 * imports, and who imports it, is not known, so less is rewritten than by `zoho-authtoken migrate`. The text is edited
 * in place and never printed again. `--tokenEnv=NAME` names the token's environment variable.
 */
export function asTransform(rule: Rule): Transform {
  return ({ path, source }, { report }, options) => {
    if (!NAMES.test(source)) return undefined;
    const tokenName = typeof options.tokenEnv === 'string' ? options.tokenEnv : 'ZOHO_AUTHTOKEN';
    const check = (text: string) => findIn(resolve(path), text, rule, tokenName);
    const { findings, tokens } = check(source);
    if (source.includes(REPLACED) && editsOf(findings).length > 0) {
      report('Not rewritten: it is not UTF-8, and writing it would change other bytes.');
      return undefined;
    }
    const rewritten = rewrite(source, findings);
    const holds = rewritten === source || isDone(() => check(rewritten).findings);
    for (const finding of findings) if (!holds || !isApplied(finding)) report(describe(finding, source));
    if (holds) for (const need of tokens.filter(isSupplied)) report(describeNeed(need, source));
    return holds && rewritten !== source ? rewritten : undefined;
  };
}

/** @throws SyntaxError when the text does not parse */
function findIn(file: string, text: string, rule: Rule, tokenName: string): RuleOutcome {
  const program = new JsProgram({
    read: (other) => (other === file ? text : undefined),
    resolve: () => undefined,
    importersOf: () => [],
  });
  const module = program.load(file);
  if (!module) throw new SyntaxError(program.failures.get(file) ?? 'it cannot be parsed');
  const requests = lower(new Tracer(program), [module]);
  const judged = judge(requests, []);
  // Whoever imports the file is not known.
  const code = createCodeMap(
    (other) => (other === file ? program : undefined),
    () => true,
  );
  const ignores = createIgnores(() => text);
  const outcome = rule.check({
    requests,
    judged,
    speller: createSpeller(program, {
      spellSettings: () => [],
      findSetting: () => undefined,
      documents: { importersOf: () => [], follow: () => undefined },
      // TypeScript cannot be loaded lazily under the loader that jscodeshift puts in front of transforms.
      typesAround: () => undefined,
      requests,
      tokenNameFor: tokenNameForVariable,
    }),
    tokenName,
    takenNames: new Set(environmentMentions(module).map(({ name }) => name)),
    settingBeside: () => [],
    // Other files may read the same variable.
    seesAllOf: () => false,
    code,
    ticketCode: new TicketCode({ requests, judged, hosts: [], code }),
    isIgnored: (ruleId, at) => ignores.reasonAt(ruleId, at) !== undefined,
    hosts: [],
  });
  const findings = outcome.findings.filter(({ ruleId, at }) => ignores.reasonAt(ruleId, at) === undefined);
  return { ...outcome, findings: findings.sort((a, b) => a.at.start - b.at.start) };
}

function rewrite(source: string, findings: readonly Finding[]): string {
  return applyEdits(source, editsOf(findings));
}

function editsOf(findings: readonly Finding[]) {
  return [...selectFixes(findings, false, new Map()).edits.values()].flat();
}

/** Whether a new text parses and leaves nothing to change. */
function isDone(check: () => readonly Finding[]): boolean {
  try {
    return editsOf(check()).length === 0;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function isApplied({ fix }: Finding): boolean {
  return fix?.safety === 'safe' && fix.edits.length > 0;
}

function describe({ at, message, ruleId }: Finding, source: string): string {
  return `line ${lineAt(source, at.start)}: ${message} (${ruleId})`;
}

/** What is rewritten by hand draws on nothing yet. */
function isSupplied({ callSites, byHand = [] }: TokenNeed): boolean {
  return byHand.length < callSites.length;
}

function describeNeed({ source: { at, kind, name } }: TokenNeed, source: string): string {
  return `line ${lineAt(source, at.start)}: ${name} (${kind}) must now hold a token. (needs-token)`;
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split(/\r\n|\n|\r/).length;
}
