import { defineConfig } from 'vitest/config';
import { pageText } from './scripts/build/page-text.mjs';

export default defineConfig({
  plugins: [pageText],
  // Every core works: what waits for programs and git leaves room enough for the rest.
  test: {
    maxWorkers: '100%',
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
