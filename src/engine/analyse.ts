import { rule as clientSideToken } from '../../transforms/client-side-token.ts';
import { rule as deprecatedParams } from '../../transforms/deprecated-params.ts';
import { rule as hardcodedCredential } from '../../transforms/hardcoded-credential.ts';
import { rule as otherZohoService } from '../../transforms/other-zoho-service.ts';
import { rule as ticketRegeneration } from '../../transforms/ticket-regeneration.ts';
import { rule as unresolved } from '../../transforms/unresolved.ts';
import type { Finding, Skipped, TokenNeed } from '../model/finding.ts';
import { readCredential } from '../recognition/credentials.ts';
import { type Judged, judge } from '../recognition/judgement.ts';
import type { RuleContext } from '../recognition/rule.ts';
import { TicketCode } from '../recognition/ticket-code/find.ts';
import { isDeprecated } from '../zoho/parameters.ts';
import { lowerScripts } from './javascript.ts';
import type { Tree } from './tree.ts';

/** What the rules found in a tree. */
export interface Analysis {
  readonly findings: readonly Finding[];
  readonly tokens: readonly TokenNeed[];
  readonly skipped: readonly Skipped[];
}

const RULES = [
  deprecatedParams,
  ticketRegeneration,
  clientSideToken,
  hardcodedCredential,
  unresolved,
  otherZohoService,
];

/** Lowers the candidates of a tree and runs the rules. `read` may answer with texts that are not written yet. */
export function analyse(
  tree: Tree,
  read: (file: string) => string | undefined,
  options: { tokenName: string; hosts: readonly string[]; annotate?: boolean },
): Analysis {
  const { requests, speller, settings, code, skipped } = lowerScripts(tree, read);
  const judged = judge(requests, options.hosts);
  settings.expect(environmentNames(judged));
  const context: RuleContext = {
    requests,
    judged,
    speller,
    takenNames: settings.takenNames,
    seesAllOf: settings.seesAllOf,
    tokenName: options.tokenName,
    code,
    ticketCode: new TicketCode({ requests, judged, hosts: options.hosts, code }),
    annotate: options.annotate === true,
    hosts: options.hosts,
  };
  const outcomes = RULES.map((rule) => rule.check(context));
  const tokens = outcomes.flatMap((outcome) => outcome.tokens);
  return {
    findings: [...outcomes.flatMap((outcome) => outcome.findings), ...tokens.map(tellNeed)].sort(inOrder),
    tokens,
    skipped,
  };
}

/** The variables of the environment that the old parameters come from. */
function environmentNames(judged: readonly Judged[]): Set<string> {
  const parameters = judged
    .filter(({ judgement }) => judgement === 'migrate')
    .flatMap(({ variant }) => variant.parameters)
    .filter(({ name }) => isDeprecated(name));
  const origins = parameters.flatMap((parameter) => readCredential(parameter).origins);
  return new Set(origins.filter(({ kind }) => kind === 'environment').map(({ name }) => name));
}

function tellNeed({ source }: TokenNeed): Finding {
  const message = 'A token must be generated and supplied here.';
  return { ruleId: 'needs-token', severity: 'note', message, at: source.at };
}

function inOrder(a: Finding, b: Finding): number {
  return a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start;
}
