import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Every core works: what waits for programs and git leaves room enough for the rest.
  test: {
    maxWorkers: '100%',
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
