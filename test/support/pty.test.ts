import { expect, test } from 'vitest';
import { hasPty, startInPty } from './pty.ts';

const options = { cwd: process.cwd() };
const testPty = test.skipIf(!hasPty);

testPty('a command sees a terminal of the size that is asked for (skipped without python3)', async () => {
  const pty = startInPty(['sh', '-c', 'test -t 0 && test -t 1 && test -t 2 && stty size; exit 7'], {
    ...options,
    rows: 33,
    columns: 101,
  });
  await pty.waitFor('33 101');
  expect(await pty.ended).toBe(7);
});

testPty('what is typed arrives, and is echoed where the command wants it so', async () => {
  const pty = startInPty(['sh', '-c', 'read a; stty -echo; echo ready; read b; echo "<$a|$b>"'], options);
  expect(await pty.echoes()).toBe(true);
  pty.send('one\r');
  await pty.waitFor('ready');
  expect(await pty.echoes()).toBe(false);
  pty.send('two\r');
  await pty.waitFor('<one|two>');
  expect(await pty.ended).toBe(0);
  expect(pty.output()).toMatch(/^one\r\nready\r\n<one\|two>\r\n$/);
});

testPty('Ctrl-C interrupts, and a signal ends it', async () => {
  const interrupted = startInPty(['sh', '-c', 'echo ready; exec sleep 60'], options);
  await interrupted.waitFor('ready');
  interrupted.send('\x03');
  expect(await interrupted.ended).toBe(130);
  const ended = startInPty(['sh', '-c', 'echo ready; exec sleep 60'], options);
  await ended.waitFor('ready');
  ended.signal(15);
  expect(await ended.ended).toBe(143);
});

testPty('waiting for what never comes says what came instead', async () => {
  const pty = startInPty(['echo', 'something'], options);
  await expect(pty.waitFor('nothing')).rejects.toThrow(/ended first: .*something/);
});
