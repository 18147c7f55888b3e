import { expect, test } from 'vitest';
import { read } from './python.ts';

test.each([
  ['a function', 'def f():\nx = 1\n', 1],
  ['a function at the end of the file', 'def f():\n', 1],
  ['a method before another', 'class C:\n    def f(self):\n    def g(self):\n        pass\n', 1],
  ['a function within async', 'async def f():\n    if a:\n    x\n', 1],
  ['a decorated function', '@d\ndef f():\n\ny = 1\n', 1],
  ['a class', 'class C:\n\nx = 1\n', 1],
  ['if', 'if a:\nelse:\n    b\n', 1],
  ['elif', 'if a:\n    x\nelif b:\nelse:\n    y\n', 1],
  ['else, in lines that end as those of Windows do', 'if a:\r\n    b\r\nelse:\r\nc\r\n', 1],
  ['for', 'for x in y:\nz\n', 1],
  ['while', 'while x:\ny\n', 1],
  ['else of a loop', 'while a:\n    x\nelse:\n', 1],
  ['with', 'with a as b:\nc\n', 1],
  ['try', 'try:\nfinally:\n    b\n', 1],
  ['except', 'try:\n    a\nexcept E:\nb\n', 1],
  ['finally', 'try:\n    a\nfinally:\nb\n', 1],
  ['case', 'match x:\n    case 1:\n    case 2:\n        y\n', 1],
  ['what has only a comment', 'def f():\n    # nothing\nx\n', 1],
  ['two at once', 'def f():\ndef g():\n', 2],
  ['one beside what cannot be read', 'def f():\nx = (\n', 2],
])('counts an empty block as an error: %s', (_, source, errors) => {
  expect(read(source).errors).toBe(errors);
});

test.each([
  'def f(): pass\n',
  'def f():\n    """Only told."""\n',
  'def f():\n    ...\n',
  'def f(): # beside\n    x\n',
  'def f():\n\n    # before\n\n    x\n# behind\n',
  'if a: b; c\nd\n',
  'f = lambda: 0\n',
  'match x:\n    case 1:\n        y\n',
  'match = 1\nmatch(x)\n',
  'class C: x = 1\n',
  'print "a"\n',
  '',
])('counts none where every block has something: %j', (source) => {
  expect(read(source).errors).toBe(0);
});
