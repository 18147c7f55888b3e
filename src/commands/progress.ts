import type { Output } from './streams.ts';

/** A line on a terminal that goes away when the work is done. */
export async function showProgress<T>(err: Output, work: () => Promise<T>): Promise<T> {
  if (!err.isTerminal) return work();
  await err.write('Looking for Zoho CRM calls…');
  try {
    return await work();
  } finally {
    await err.write('\r\x1b[K');
  }
}
