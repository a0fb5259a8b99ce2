/** Whether the API server takes the objects, and whether the commands that remove do nothing else. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet, TextFile } from '../target'
import { type Expected, readShapes } from '../yaml-shape'
import { namespaceObjectSchema, networkPolicySchema } from './check/schemas'

export function checkFiles(files: FileSet): readonly Problem[] {
  const seen = new Map<string, string>()
  return files.flatMap((file) => (file.path.endsWith('.sh') ? checkCommands(file) : checkObjects(file, seen)))
}

function checkObjects(file: TextFile, seen: Map<string, string>): readonly Problem[] {
  const { documents, problems } = readShapes(file, expectedOf)
  const twice = documents.flatMap(({ value, line }): Problem[] => {
    const id = idOf(value)
    const at = `${file.path}:${line}`
    const before = seen.get(id)
    seen.set(id, at)
    if (before === undefined) return []
    const message = `The same object stands at ${before}, and the later one wins.`
    return [{ severity: 'error', at, message, suggestion: 'Keep one of the two.', line }]
  })
  return [...problems, ...twice]
}

function expectedOf(value: unknown): Expected {
  const { kind } = (value ?? {}) as Record<string, unknown>
  if (kind === 'NetworkPolicy') return { kind: 'schema', schema: networkPolicySchema }
  if (kind === 'Namespace') return { kind: 'schema', schema: namespaceObjectSchema }
  const message = 'This is neither a NetworkPolicy nor a Namespace.'
  return { kind: 'fault', message, suggestion: 'Keep other objects in files of your own.' }
}

function idOf(value: unknown): string {
  const { kind, metadata } = (value ?? {}) as Record<string, unknown>
  const { name, namespace } = (metadata ?? {}) as Record<string, unknown>
  return JSON.stringify([kind, namespace, name])
}

const known = [
  /^kubectl delete networkpolicy --namespace=[a-z0-9-]{1,63} --ignore-not-found( [a-z0-9.-]{1,253})+$/,
  /^kubectl label namespace [a-z0-9-]{1,63}( pod-security\.kubernetes\.io\/(enforce|audit|warn)-)+$/,
]

function checkCommands({ path, text }: TextFile): Problem[] {
  const problem = (line: number, message: string): Problem => {
    const suggestion = 'Keep the lines that delete policies and take labels away, whole.'
    return { severity: 'error', at: `${path}:${line}`, message, suggestion, line }
  }
  const lines = text.split('\n')
  if (lines.pop() !== '') return [problem(lines.length + 1, 'The last line is cut.')]
  return lines.flatMap((line, index) =>
    line.startsWith('#') || known.some((pattern) => pattern.test(line))
      ? []
      : [problem(index + 1, 'This is no command of the bundle.')],
  )
}
