import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { postForm } from '../../src/accounts/post.ts';
import { say, startAccounts } from './server.ts';

const OUTWARD = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

const options = { userAgent: 'test', timeLimit: 5000, signal: new AbortController().signal };

test.runIf(OUTWARD)(
  'over plain HTTP nothing is sent to what turns out to be another machine (skipped where there is no network)',
  async () => {
    const server = await startAccounts(say('x'), { address: OUTWARD! });
    await expect(postForm(new URL(server.host), 'PASSWORD=s3cret', options)).rejects.toMatchObject({
      code: 'NOT_LOOPBACK',
      wasSent: false,
    });
    expect(server.received).toEqual([]);
  },
);

test('an interrupt that came before sends nothing', async () => {
  const server = await startAccounts(say('x'));
  const signal = AbortSignal.abort();
  await expect(postForm(new URL(server.host), 'a=b', { ...options, signal })).rejects.toMatchObject({
    code: 'INTERRUPTED',
    wasSent: false,
  });
  expect(server.received).toEqual([]);
});
