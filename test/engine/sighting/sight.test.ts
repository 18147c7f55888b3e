import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSpecifiers } from '../../../src/engine/sighting/specifiers.ts';
import { scan } from '../../../src/files/scan.ts';
import { makeFolder } from '../../files/workspace.ts';

const PIECE = 64 * 1024;
const IMPORT = "const zoho = require(\n  './lib/crédits');\n";

test.each([-60, -40, -21, -12, -1, 0, 1])(
  'an import is noted that begins %d bytes from where a long text is cut',
  (distance) => {
    const before = '// '
      .padEnd(99, '-')
      .concat('\n')
      .repeat(700)
      .slice(0, PIECE + distance - 1);
    const folder = makeFolder({ 'app.js': `${before}\n${IMPORT}${'// end\n'.repeat(10)}` });
    const file = join(folder, 'app.js');
    expect(readSpecifiers([file], scan).specifiers).toEqual(new Map([[file, ['./lib/crédits']]]));
  },
);
