import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../files/workspace.ts';
import { CHECKERS, checkerOf, checkSyntax, lacking } from './syntax/check.ts';

const GOOD: Readonly<Record<string, string>> = {
  PHP: "<?php $url = 'a' . $b; ?>\n<p><?= $url ?></p>\n",
  Ruby: 'require \'no_such_gem\'\nurl = "a#{b}"\n',
  Python: 'import no_such_module\nurl = f"a{b}"\n',
  Perl: "use LWP::UserAgent; use JSON;\nmy $url = 'a' . 'b';\n",
  Java: 'import org.apache.http.client.HttpClient;\nclass A { HttpClient c; String u = "a" + b; } // \xe9\n',
  'C#': 'using No.Such.Thing;\nclass A { string u = string.Format("a{0}", b); string v = $"a{b}"; } // \xe9\n',
  Go: 'package main\nimport "no/such/thing"\nvar url = thing.Make( "a" )\n',
  shell: 'curl "https://example.com/$a" | grep b\n',
};
const BAD: Readonly<Record<string, string>> = {
  PHP: "<?php $url = 'a' . ;\n",
  Ruby: 'url = "a" +\n',
  Python: 'url = "a" +\n',
  Perl: "use LWP::UserAgent;\nmy $url = 'a' . ;\n",
  Java: 'class A { String u = "a" + ; }\n',
  'C#': 'class A { string u = "a" + ; }\n',
  Go: 'package main\nvar url = "a" +\n',
  shell: 'if true; then echo a\n',
};

describe.each(CHECKERS)('checking $language', (checker) => {
  const missing = lacking(checker);
  it.skipIf(missing !== undefined)(
    missing === undefined ? 'tells errors apart' : `SKIPPED: ${missing}`,
    async () => {
      const dir = makeFolder();
      const files = ['first', 'deep/second', 'third'].map((name) => name + checker.endings[0]!);
      for (const file of files) {
        mkdirSync(dirname(join(dir, file)), { recursive: true });
        writeFileSync(join(dir, file), GOOD[checker.language]!, 'latin1');
      }
      const sources = files.map((file) => ({ dir, file }));
      expect(await checkSyntax(checker, sources)).toBe('');
      writeFileSync(join(dir, files[1]!), BAD[checker.language]!);
      const errors = await checkSyntax(checker, sources);
      expect(errors).toContain(files[1]);
      expect(errors).not.toContain(files[0]);
      expect(errors).not.toContain(files[2]);
    },
  );

  it.each(checker.endings)('reads %s', (ending) => {
    expect(checkerOf(`folder/file${ending}`)).toBe(checker);
  });
});
