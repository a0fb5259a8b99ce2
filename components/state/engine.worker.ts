import { runTask } from './engine-run'
import type { EngineTask } from './engine-task'

self.addEventListener('message', (event: MessageEvent<EngineTask>) => {
  self.postMessage(runTask(event.data))
})
