/** Ids to begin with, one after the other: a guess for a person to correct. */
import type { Site } from '@/lib/site/site'
import { type ProxmoxOptions, proxmoxOptions } from './options'

const firstNode = 101
/** Pools begin at the next hundred behind what stands before. */
const step = 100
/** Beyond this nobody numbers machines by hand. */
const mostOfPool = 200

export function suggestOptions(site: Site): ProxmoxOptions {
  let next = firstNode
  const nodes = site.members.filter(({ kind }) => kind === 'node').map(({ name }) => [name, next++] as const)
  const pools = site.members
    .filter(({ kind }) => kind === 'pool')
    .map(({ name, count }) => {
      const first = Math.ceil(next / step) * step
      const last = first + Math.min(mostOfPool, Math.max(1, count.max)) - 1
      next = last + 1
      return [name, first === last ? first : `${first}-${last}`] as const
    })
  return proxmoxOptions.parse({ vmids: Object.fromEntries([...nodes, ...pools]) })
}
