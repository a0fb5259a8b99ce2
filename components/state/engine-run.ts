import type { EngineAnswer, EngineTask } from './engine-task'

/** Does one task; a throw becomes an answer, so that one bad design does not end the engine. */
export function runTask({ id }: EngineTask): EngineAnswer {
  return { id, ok: false, message: 'Nothing is compiled yet.' }
}
