import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Analysis, AnalysisOptions } from '../../src/engine/analyse.ts';
import { analyseSafely, createAnalyst } from '../../src/engine/analyse-safely.ts';
import { findConfig } from '../../src/engine/config.ts';
import { frontEndsFor } from '../../src/engine/front-ends/for-tree.ts';
import { readTree } from '../../src/engine/read-tree.ts';
import { readTexts } from '../../src/files/texts.ts';
import { fixesOf } from '../../src/model/finding.ts';
import type { Watch } from '../../src/model/watch.ts';
import { makeFolder } from '../files/workspace.ts';
import { loadCases } from '../support/cases.ts';

async function open(folder: string, watch: Watch = { at() {} }) {
  const { hosts, ignored, tokenName = 'ZOHO_AUTHTOKEN' } = findConfig(folder, folder, readTexts);
  const tree = readTree(['.'], folder, ignored);
  const settings: AnalysisOptions = { hosts, tokenName, frontEnds: await frontEndsFor(tree), watch };
  return { tree, settings };
}

/** All that an analysis tells, also when it is asked. */
function toldBy({ leftBehind, ...told }: Analysis) {
  const edits = fixesOf(told.findings).flatMap((fix) => fix.edits);
  return { ...told, left: leftBehind?.(edits), leftOfNone: leftBehind?.([]) };
}

describe('what is found and planned in one go is what two analyses tell', () => {
  const cases = loadCases().filter((_, i) => i % 40 === 0);

  test.each(cases)('$name', async ({ input }) => {
    const together = await open(input);
    const analyse = createAnalyst(together.tree, together.tree.read, together.settings);
    const [found, planned] = [analyse({ findOnly: true }), analyse({})];
    const first = await open(input);
    const alone = analyseSafely(first.tree, first.tree.read, { ...first.settings, findOnly: true });
    expect(toldBy(found)).toEqual(toldBy(alone));
    const second = await open(input);
    const again = analyseSafely(second.tree, second.tree.read, second.settings);
    expect(toldBy(planned)).toEqual(toldBy(again));
  });
});

const CALL = (key: string) =>
  `fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + ${key} + '&ticket=' + process.env.T);\n`;

test('each file is read once for both', async () => {
  const folder = makeFolder({
    'a.js': `const { key } = require('./keys');\n${CALL('key')}`,
    'keys.js': 'exports.key = process.env.ZOHO_APIKEY; // for zoho\n',
    'b.ts': CALL('process.env.K!'),
    'c.php':
      "<?php file_get_contents('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' . getenv('K') . '&ticket=' . getenv('T'));\n",
  });
  const parsed: string[] = [];
  const { tree, settings } = await open(folder, {
    at: (stage, _done, _total, file) => void (stage === 'parse' && parsed.push(relative(folder, file!))),
  });
  const analyse = createAnalyst(tree, tree.read, settings);
  const [found, planned] = [analyse({ findOnly: true }), analyse({})];
  expect(found.findings.filter(({ ruleId }) => ruleId === 'deprecated-params')).toHaveLength(3);
  expect(planned.tokens.map(({ source }) => source.name)).toContain('ZOHO_AUTHTOKEN');
  expect(parsed.sort()).toEqual(['a.js', 'b.ts', 'c.php', 'keys.js']);
});
