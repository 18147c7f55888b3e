import pc from 'picocolors';
import type { RuleId } from '../model/finding.ts';
import { wrap } from './layout.ts';
import { RULE_TEXTS } from './rule-texts.ts';

/** What a rule means, what to do, and how a call looks before and after; ends with a newline. */
export function explainRule(
  rule: RuleId,
  { color, width }: { color: boolean; width?: number | undefined },
): string {
  const paint = pc.createColors(color);
  const { severity, meaning, whatToDo, before, after } = RULE_TEXTS[rule];
  const lines = [
    `${paint.bold(rule)} (${severity})`,
    '',
    ...wrap(meaning, { width }),
    '',
    ...wrap(whatToDo, { width }),
    ...showCode(paint.bold('Before'), before),
    ...showCode(paint.bold('After'), after),
  ];
  return lines.join('\n') + '\n';
}

function showCode(title: string, code: readonly string[]): readonly string[] {
  return code.length === 0 ? [] : ['', title, ...code.map((line) => '  ' + line)];
}
