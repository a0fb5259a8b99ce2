/** Syntax and limits of the product, on any text: what the switch refuses, and what it takes for something else. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../target'
import { listKey, type SwitchModel } from './model'
import { readFiles, switchReaders } from './read'

export function checkFiles(files: FileSet): readonly Problem[] {
  return files
    .filter((file) => file.path.endsWith('.cfg') || switchReaders.some((reader) => reader.recognises(file)))
    .flatMap((file) => {
      const isWhole = switchReaders.some(({ id, recognises }) => id === 'running-config' && recognises(file))
      const read = readFiles([file], isWhole ? 'skip' : 'refuse')
      return read.ok ? checkNames(read.value) : read.problems
    })
}

/** IPv4 and IPv6 share the names of lists, which have no more than 64 signs. */
function checkNames({ commands }: SwitchModel): readonly Problem[] {
  const known = new Map<string, string>()
  return commands.flatMap((command): Problem[] => {
    if (command.kind !== 'open') return []
    const { at, family, name } = command
    const where = { severity: 'error', at: `${at.file}:${at.line}`, line: at.line } as const
    const key = listKey(family, name)
    const other = known.get(name)
    known.set(name, key)
    if (name.length > 64 || !/^[A-Za-z]/.test(name)) {
      return [
        { ...where, message: `"${name}" is no name of a list.`, suggestion: 'Begin with a letter, up to 64 signs.' },
      ]
    }
    if (other === undefined || other === key) return []
    return [
      { ...where, message: `A list of the other family is called ${name}.`, suggestion: 'Give each its own name.' },
    ]
  })
}
