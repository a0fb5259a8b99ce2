import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{lib,cli,components,scripts,conformance}/**/*.test.{ts,tsx}'],
    globalSetup: 'lib/testing/print-seed.ts',
    setupFiles: 'lib/testing/setup.ts',
    // By default one core is left free, which of two is half of the machine.
    maxWorkers: '100%',
    testTimeout: process.env.PORTCULLIS_LONG === undefined ? 60_000 : 3_600_000,
  },
})
