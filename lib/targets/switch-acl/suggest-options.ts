/** A VLAN interface for every network whose number the design does not say: a guess for a person to correct. */
import type { Site } from '@/lib/site/site'
import { type SwitchOptions, switchOptions } from './options'

export function suggestOptions(site: Site): SwitchOptions {
  const taken = new Set(site.subnets.flatMap(({ vlan }) => vlan ?? []))
  let next = 10
  const guessed = site.subnets
    .filter(({ vlan }) => vlan === undefined)
    .map(({ name }): [string, string] => {
      while (taken.has(next)) next++
      taken.add(next)
      return [name, `Vlan${next}`]
    })
  return switchOptions.parse(guessed.length === 0 ? {} : { interfaces: Object.fromEntries(guessed) })
}
