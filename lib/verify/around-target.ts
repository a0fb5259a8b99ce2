import type { Around } from '../targets/target'

/** A bundle holds the files of every target, each in the folder of its name: those that concern this one. */
export function aroundTarget(id: string, around: Around | undefined): Around | undefined {
  if (around?.previous === undefined) return around
  const { previous, ...rest } = around
  const own = previous.filter((file) => file.path.startsWith(`${id}/`))
  return own.length === 0 ? rest : { ...rest, previous: own }
}
