import { analyseDesign } from '@/lib/verify/analyse'
import type { EngineAnswer, EngineTask } from './engine-task'

/** Does one task; a throw becomes an answer, so that one bad design does not end the engine. */
export function runTask({ id, request }: EngineTask): EngineAnswer {
  const start = performance.now()
  try {
    const analysis = analyseDesign(request)
    return { id, ok: true, analysis, milliseconds: performance.now() - start }
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
