/** Policies and lists that the last bundle put on the gateway and this one does not have: for those who click. */
import { jsonAt, readJson } from '@/lib/text/json'
import type { FileSet } from '../../target'
import type { ZonePlan } from './policies'

export interface Leftovers {
  readonly policies: readonly string[]
  readonly lists: readonly string[]
}

export function findLeftovers(previous: FileSet, plan: ZonePlan): Leftovers {
  const lines = previous
    .filter(({ path }) => path.endsWith('unifi/firewall.jsonl'))
    .flatMap(({ text }) => text.split('\n'))
    .flatMap((line) => {
      const json = readJson(line)
      return json.ok ? [json.value] : []
    })
  const gone = (kind: string, present: readonly { readonly name: string }[]): string[] => {
    const names = new Set(present.map(({ name }) => name))
    return lines
      .filter((line) => jsonAt(line, 'kind') === kind)
      .flatMap((line) => {
        const name = jsonAt(line, 'body', 'name')
        return typeof name === 'string' && !names.has(name) ? [name] : []
      })
  }
  return { policies: gone('policy', plan.policies), lists: gone('list', plan.lists) }
}
