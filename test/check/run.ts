import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';

export const CALL =
  "fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n";
export const GOOD =
  "fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?authtoken=' + process.env.ZOHO_AUTHTOKEN + '&scope=crmapi');\n";

/** Runs `check` in a folder: the exit code, what it says, and its findings as `RULE FILE:LINE STANDING`. */
export async function runCheck(cwd: string, ...argv: readonly string[]) {
  const streams = recordStreams(cwd);
  const code = await main(['check', '--format', 'json', ...argv], streams);
  const [out, err] = [streams.said.out(), streams.said.err()];
  const report = out.startsWith('{') ? JSON.parse(out) : { findings: [], skipped: [], summary: {} };
  const findings = report.findings.map(
    ({ ruleId, file, range, standing }: Finding) => `${ruleId} ${file}:${range.start.line} ${standing}`,
  ) as string[];
  const skipped = report.skipped.map(({ file, reason }: Skipped) => `${file}: ${reason}`) as string[];
  return { code, out, err, report, findings, skipped };
}

interface Finding {
  readonly ruleId: string;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number } };
  readonly standing: string;
}

interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** The exit code and the findings alone. */
export async function findingsOf(cwd: string, ...argv: readonly string[]) {
  const { code, findings } = await runCheck(cwd, ...argv);
  return { code, findings };
}
