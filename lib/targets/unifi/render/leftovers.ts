/** What the last bundle put on the gateway and this one does not have: for those who click, and networks for the script too. */
import { jsonAt, jsonItems, readJson } from '@/lib/text/json'
import type { FileSet } from '../../target'
import type { ZonePlan } from './policies'

export interface Leftovers {
  readonly policies: readonly string[]
  readonly lists: readonly string[]
  /** Networks that are in the zone of the machines and hold none any more, by their names there. */
  readonly networks: readonly string[]
  /** The zone of the machines, where it is called otherwise now. */
  readonly zone: string | undefined
}

/** Where the machines are now: the zone, and the names of its networks on the gateway. */
export interface Home {
  readonly zone: string
  readonly networks: readonly string[]
}

export function findLeftovers(previous: FileSet, plan: ZonePlan, home: Home): Leftovers {
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
  const before = lines.find((line) => jsonAt(line, 'kind') === 'zone')
  const zone = jsonAt(before, 'name')
  const networks = jsonItems(jsonAt(before, 'networks')).flatMap((network) => {
    const name = jsonAt(network, 'name')
    return typeof name === 'string' && !home.networks.includes(name) ? [name] : []
  })
  return {
    policies: gone('policy', plan.policies),
    lists: gone('list', plan.lists),
    networks,
    zone: typeof zone === 'string' && zone !== home.zone ? zone : undefined,
  }
}
