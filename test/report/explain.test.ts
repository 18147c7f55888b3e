import { expect, test } from 'vitest';
import { RULE_IDS } from '../../src/model/finding.ts';
import { explainRule } from '../../src/report/explain.ts';

test.each(RULE_IDS)('%s is explained', (rule) => {
  const text = explainRule(rule, { color: false, width: 80 });
  expect(text.startsWith(`${rule} (`)).toBe(true);
  expect(text.endsWith('\n')).toBe(true);
  expect(text.split('\n\n').length).toBeGreaterThanOrEqual(3);
});

test('the main rule shows the old and the new call', () => {
  const text = explainRule('deprecated-params', { color: false });
  expect(text).toMatch(/Before\n.*apikey=.*ticket=/);
  expect(text).toMatch(/After\n.*authtoken=.*scope=crmapi/);
});
