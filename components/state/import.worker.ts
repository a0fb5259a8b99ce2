import { runImport } from './import-run'
import type { ImportAnswer, ImportTask } from './import-task'

self.addEventListener('message', ({ data }: MessageEvent<ImportTask>) => {
  self.postMessage({ id: data.id, result: runImport(data.request) } satisfies ImportAnswer)
})
