import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{lib,cli,components,scripts,conformance}/**/*.test.{ts,tsx}'],
    globalSetup: 'lib/testing/print-seed.ts',
    setupFiles: 'lib/testing/setup.ts',
    testTimeout: process.env.PORTCULLIS_LONG === undefined ? 60_000 : 3_600_000,
  },
})
