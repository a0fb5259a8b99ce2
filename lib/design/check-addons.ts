/** Add-ons: known, listed once, and with options that they have. */
import { nearestWord } from '@/lib/text/nearest'
import { shorten } from './describe-issue'
import type { Design } from './design'
import { type DesignFault, fault } from './fault'
import type { KnownAddonOption, KnownNames } from './known'
import type { Path } from './path'
import { addonId } from './references'

export function findAddonFaults(design: Design, { addonIds, addonOptions }: KnownNames): DesignFault[] {
  const seen = new Set<string>()
  return design.addons.flatMap((addon, index) => {
    const id = addonId(addon)
    const path: Path = typeof addon === 'string' ? ['addons', index] : ['addons', index, 'id']
    if (seen.has(id)) return [fault('addon-twice', path, `the add-on ${id} is listed twice`, 'keep one')]
    seen.add(id)
    if (addonIds !== undefined && !addonIds.includes(id)) {
      const near = nearestWord(id, addonIds)
      const suggestion = near === undefined ? `there is ${addonIds.join(', ')}` : `did you mean ${near}?`
      return [fault('unknown-name', path, `"${id}" is not an add-on we know`, suggestion)]
    }
    if (typeof addon === 'string' || addonOptions === undefined) return []
    return findOptionFaults(addon, addonOptions(id), ['addons', index])
  })
}

type AddonWithOptions = Extract<Design['addons'][number], object>

function findOptionFaults(addon: AddonWithOptions, known: readonly KnownAddonOption[], path: Path): DesignFault[] {
  const { id, ...options } = addon
  return Object.entries(options).flatMap(([key, value]) => {
    const option = known.find((one) => one.key === key)
    if (option === undefined) return [unknownOption(id, key, known, path)]
    const cure = cureFor(option, value)
    return cure === undefined ? [] : [fault('invalid', [...path, key], `is no value of ${key}`, cure)]
  })
}

function unknownOption(id: string, key: string, known: readonly KnownAddonOption[], path: Path): DesignFault {
  const keys = known.map((option) => option.key)
  const near = nearestWord(key, keys)
  const rest = keys.length === 0 ? `${id} has none` : `there is ${keys.join(', ')}`
  const suggestion = near === undefined ? rest : `did you mean ${near}?`
  return {
    ...fault('unknown-key', [...path, key], `"${shorten(key)}" is not an option of ${id}`, suggestion),
    atKey: true,
  }
}

/** What to write instead; undefined for a value that fits. */
function cureFor({ kind, choices = [] }: KnownAddonOption, value: unknown): string | undefined {
  switch (kind) {
    case 'choice':
      return choices.some((one) => one.id === value)
        ? undefined
        : `use ${choices.map((one) => `"${one.id}"`).join(', ')}`
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'write true or false'
    case 'port':
      return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535
        ? undefined
        : 'write a port from 1 to 65535'
    case 'principals':
      return Array.isArray(value) && value.every((text) => typeof text === 'string')
        ? undefined
        : 'write a list like [controlplane, "cidr:10.0.0.0/24"]'
  }
}
