import { INTERRUPTED_BY } from '../exit-codes.ts';

type Signal = keyof typeof INTERRUPTED_BY;

/** Signals that end the process, while somebody is to be told more than that it ended. */
export interface Watch {
  readonly aborted: AbortSignal;
  /** The exit code for the signal that came. */
  code(): (typeof INTERRUPTED_BY)[Signal];
  stop(): void;
}

export function watchSignals(): Watch {
  const controller = new AbortController();
  let came: Signal = 'SIGINT';
  const onSignal = (signal: NodeJS.Signals) => {
    came = signal as Signal;
    controller.abort();
  };
  const names = Object.keys(INTERRUPTED_BY) as Signal[];
  for (const name of names) process.on(name, onSignal);
  return {
    aborted: controller.signal,
    code: () => INTERRUPTED_BY[came],
    stop() {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
