import { runTask } from './engine-run'
import type { EngineAnswer, EngineTask } from './engine-task'

self.addEventListener('message', (event: MessageEvent<EngineTask>) => {
  const answer = runTask(event.data)
  try {
    self.postMessage(answer)
  } catch (error) {
    // What cannot be sent is a bug; the page waits for an answer all the same.
    self.postMessage({ id: answer.id, ok: false, message: String(error) } satisfies EngineAnswer)
  }
})
