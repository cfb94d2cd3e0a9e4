import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two, also where there are two cores: most files wait for children and sockets.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['{kernel,spec,fixtures,mock,harness,cli}/**/*.ts'],
      thresholds: {
        // Only a global switch: the glob patterns below are judged file by file because of it.
        perFile: true,
        'mock/**/*.ts': { lines: 90 },
        'spec/**/*.ts': { lines: 90 },
      },
    },
  },
});
