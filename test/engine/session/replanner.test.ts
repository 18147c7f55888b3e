import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Watch } from '../../../src/model/watch.ts';
import { makeFolder } from '../../files/workspace.ts';
import { loadCases } from '../../support/cases.ts';
import { callOf, type Driven, drive } from './sessions.ts';

/** Which files are read as code from now on. */
function watchReading(folder: string): { readonly watch: Watch; taken(): string[] } {
  const read: string[] = [];
  return {
    watch: {
      // What is only verified is told by its language where it is read.
      at: (_stage, _done, _total, file, language) =>
        void (file !== undefined && language !== undefined && read.push(relative(folder, file))),
    },
    taken: () => read.splice(0).sort(),
  };
}

describe('what is read again once something is left alone', () => {
  const FILES = {
    'one/a.js': `const { key } = require('./keys');\n${callOf('Leads', 'key')}${callOf('Cases', 'key')}`,
    'one/keys.js': 'exports.key = process.env.FIRST_APIKEY; // for zoho\n',
    'two/b.js': callOf('Leads', 'process.env.SECOND_APIKEY', 'process.env.SECOND_TICKET'),
    'two/c.js': callOf('Leads', 'process.env.THIRD_APIKEY', 'process.env.THIRD_TICKET'),
    'three/d.php':
      "<?php file_get_contents('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' . getenv('K') . '&ticket=' . getenv('T'));\n",
  };

  async function start() {
    const folder = makeFolder(FILES);
    const { watch, taken } = watchReading(folder);
    const driven = await drive(folder, { write: false, watch });
    // Each is read to find what is sent, and once more to verify what becomes of it.
    expect(taken()).toEqual(
      Object.keys(FILES)
        .flatMap((file) => [file, file])
        .sort(),
    );
    return { driven, taken };
  }

  test('is what hangs together with it by imports', async () => {
    const { driven, taken } = await start();
    await driven.choose(driven.item('one/a.js'), 'leave');
    expect(taken()).toEqual(['one/a.js', 'one/keys.js']);
    await driven.choose(driven.item('two/b.js'), 'leave');
    expect(taken()).toEqual(['two/b.js']);
    await driven.choose(driven.item('three/d.php'), 'leave');
    expect(taken()).toEqual(['three/d.php']);
    await driven.choose(driven.item('two/b.js'), 'take');
    expect(taken()).toEqual(['two/b.js']);
  });

  test('is nothing where all is settled', async () => {
    const { driven, taken } = await start();
    await driven.choose(driven.item('two/b.js'), 'leave');
    taken();
    for (const { key, canTake } of driven.plan.items)
      if (!driven.choices.has(key)) driven.choices.set(key, { kind: canTake ? 'take' : 'pass' });
    driven.settle();
    expect(taken()).toEqual([]);
  });

  test('is what shares a variable of the environment, too, where its code changes', async () => {
    const folder = makeFolder({
      'a.js': callOf('Leads'),
      'b.js': callOf('Cases'),
      'c.js': callOf('Leads', 'process.env.K', 'process.env.T'),
    });
    const { watch, taken } = watchReading(folder);
    const driven = await drive(folder, { write: false, watch });
    taken();
    await driven.choose(driven.item('a.js'), 'leave');
    expect(taken()).toEqual(['a.js', 'b.js']);
  });
});

function outcomeOf({ plan }: Driven) {
  const { analysis, selection, items } = plan;
  return {
    findings: analysis.findings,
    tokens: analysis.tokens,
    refused: selection.refused,
    edits: selection.edits,
    items: items.map(({ key, looks, canTake, refusal }) => ({ key, looks, canTake, refusal })),
  };
}

describe('a plan is what a session comes to that left the same alone at once', () => {
  const cases = loadCases().filter(
    ({ expect: wanted, requests = 0 }) => wanted !== 'unchanged' && requests > 1,
  );

  test.each(cases.filter((_, i) => i % 12 === 0))('$name', async ({ input }) => {
    const driven = await drive(input, { write: false });
    const keys = driven.plan.items.filter(({ canTake }) => canTake).map(({ key }) => key);
    for (const key of keys) {
      const item = driven.plan.items.find((one) => one.key === key);
      if (!item) continue;
      await driven.choose(item, 'leave');
      const other = await drive(input, { write: false });
      for (const left of driven.choices.keys()) other.choices.set(left, { kind: 'leave' });
      // One that was not there at first is not known to the other: it is told of it in the same order.
      await other.choose(item, 'leave');
      expect(outcomeOf(driven), key).toEqual(outcomeOf(other));
    }
  });
});
