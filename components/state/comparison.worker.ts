import { runComparison } from './comparison-run'
import type { ComparisonAnswer, ComparisonTask } from './comparison-task'

self.addEventListener('message', ({ data }: MessageEvent<ComparisonTask>) => {
  self.postMessage({ id: data.id, comparison: runComparison(data) } satisfies ComparisonAnswer)
})
