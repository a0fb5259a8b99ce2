import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Takes as long as a third of all others together: begun last, it would keep one core busy alone. */
const longest = 'lib/targets/laws/mutation.test.ts'

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLongest = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith(longest)
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))]
  }
}

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{lib,cli,components,scripts,conformance}/**/*.test.{ts,tsx}'],
    globalSetup: 'lib/testing/print-seed.ts',
    setupFiles: 'lib/testing/setup.ts',
    // Files share the modules they import: loading those anew for each of them takes as long as a third of the tests.
    isolate: false,
    // By default one core is left free, which of two is half of the machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    testTimeout: process.env.PORTCULLIS_LONG === undefined ? 60_000 : 3_600_000,
  },
})
