/** What the last bundle put into the cluster: names alone. */
import { readYaml, yamlValue } from '@/lib/text/yaml'
import type { FileSet } from '../../target'
import { nameSchema, namespaceSchema } from '../check/schemas'

export interface Held {
  /** Names of policies, by namespace. */
  readonly policies: ReadonlyMap<string, ReadonlySet<string>>
  /** Namespaces with labels of ours. */
  readonly labelled: ReadonlySet<string>
  /** Files that could not be read. */
  readonly unread: readonly string[]
}

export function readHeld(files: FileSet): Held {
  const policies = new Map<string, Set<string>>()
  const labelled = new Set<string>()
  const unread: string[] = []
  for (const { path, text } of files) {
    if (!path.endsWith('.yaml')) continue
    const reading = readYaml(text)
    const values = reading.ok ? reading.documents.map(yamlValue).filter((value) => value !== null) : [undefined]
    for (const value of values) {
      const named = readNamed(value)
      if (named === undefined) unread.push(path)
      else if (named.kind === 'Namespace') labelled.add(named.name)
      else policies.set(named.namespace, (policies.get(named.namespace) ?? new Set()).add(named.name))
    }
  }
  return { policies, labelled, unread: [...new Set(unread)] }
}

type Named =
  | { readonly kind: 'Namespace'; readonly name: string }
  | { readonly kind: 'NetworkPolicy'; readonly namespace: string; readonly name: string }

/** Undefined for whatever is none of ours: these names end up in commands. */
function readNamed(value: unknown): Named | undefined {
  const { kind, metadata } = (value ?? {}) as Record<string, unknown>
  const { name, namespace } = (metadata ?? {}) as Record<string, unknown>
  if (kind === 'Namespace') {
    const read = namespaceSchema.safeParse(name)
    return read.success ? { kind, name: read.data } : undefined
  }
  const [its, inside] = [nameSchema.safeParse(name), namespaceSchema.safeParse(namespace)]
  if (kind !== 'NetworkPolicy' || !its.success || !inside.success) return undefined
  return { kind, name: its.data, namespace: inside.data }
}
