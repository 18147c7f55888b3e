import { describe, expect, test } from 'vitest';
import { createProgress } from '../../src/commands/progress.ts';
import { recordStreams } from './streams.ts';

/** What a terminal of so many columns shows after all that was written to it, on its one line, and all of that. */
function watch(width: number | undefined = undefined, isTerminal = true) {
  const streams = recordStreams('/repo', { isTerminal, width });
  let time = 0;
  const progress = createProgress(streams.err, () => time);
  return {
    ...progress,
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
    written: streams.said.err,
    screen() {
      const cells: string[] = [];
      let at = 0;
      for (const character of streams.said.err()) {
        if (character === '\r') at = 0;
        else cells[at++] = character;
      }
      return cells.join('').trimEnd();
    },
  };
}

describe('on a terminal', () => {
  test('nothing is shown within half a second', () => {
    const { at, wait, clear, written } = watch();
    at('find', 0);
    wait(499);
    at('look', 128, 256);
    clear();
    expect(written()).toBe('');
  });

  test('counts are shown with what is done, of how many once that is known', () => {
    const { at, wait, screen } = watch();
    wait(500);
    at('find', 12_800);
    expect(screen()).toBe('Looking for files: 12,800');
    wait(100);
    at('look', 1_280, 100_000);
    expect(screen()).toBe('Looking at files: 1,280 of 100,000 files');
    wait(100);
    at('relate', 0);
    expect(screen()).toBe('Following imports');
    wait(100);
    at('verify', 0, 1);
    expect(screen()).toBe('Verifying: 0 of 1 file');
  });

  test('it is drawn ten times a second at most, however often something is said', () => {
    const { at, wait, written } = watch();
    wait(500);
    for (let done = 0; done < 10_000; done++) {
      at('parse', done, 10_000);
      wait(0.1);
    }
    expect(written().split('Reading code').length - 1).toBeLessThanOrEqual(10);
  });

  test('it goes away, and leaves nothing but blanks', () => {
    const { at, wait, clear, screen, written } = watch();
    wait(500);
    at('look', 1_280, 100_000);
    clear();
    expect(screen()).toBe('');
    expect(written().endsWith('\r')).toBe(true);
    const before = written();
    clear();
    expect(written()).toBe(before);
  });

  test('no sequence that a plain terminal does not know is used', () => {
    const { at, wait, clear, written } = watch();
    wait(500);
    at('look', 1_280, 100_000);
    wait(100);
    at('relate', 0);
    clear();
    expect(written()).toMatch(/^[\r\x20-\x7e]*$/);
  });

  test.each([10, 20, 40])('the line does not reach the end of %s columns', (width) => {
    const { at, wait, screen } = watch(width);
    wait(500);
    at('look', 1_280, 100_000);
    expect(screen().length).toBeLessThan(width);
    expect(screen()).toMatch(/^Looking/);
  });
});

test('nothing is shown where no terminal is there', () => {
  const { at, wait, clear, written } = watch(undefined, false);
  wait(5000);
  at('look', 1, 2);
  clear();
  expect(written()).toBe('');
});
