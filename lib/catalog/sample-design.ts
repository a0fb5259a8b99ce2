/** Designs that have a given listener, for pages and tests that show the catalogue without anybody's own design. */
import { cniEncryptions, cniPlugins, transportsOfPlugin } from '../design/cni'
import { type Design, designSchema } from '../design/design'
import type { AddonFacts } from './addon'
import { addonCatalog } from './addons'
import type { CatalogListener } from './listener'

const base: Design = designSchema.parse({
  version: 1,
  name: 'sample',
  admin: [{ name: 'office', cidr: '198.51.100.0/24' }],
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24', '2001:db8:1::/64'] }],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11', '2001:db8:1::11'] },
    { name: 'w-1', role: 'worker', subnet: 'control', addresses: ['10.0.0.21', '2001:db8:1::21'] },
  ],
})

/**
 * The first design, of few kinds, that has the listener in the posture, its add-on's options naming admins or nobody;
 * undefined where no design of the posture has it.
 */
export function sampleDesignWith(
  listener: CatalogListener,
  posture: Design['posture'] = 'standard',
  naming: 'somebody' | 'nobody' = 'somebody',
): Design | undefined {
  const addonId = listener.field.startsWith('addons/') ? listener.field.slice('addons/'.length) : undefined
  const addon = addonCatalog.find(({ id }) => id === addonId)
  for (const addons of addon === undefined ? [[]] : addonChoices(addon, naming === 'somebody' ? ['admin'] : [])) {
    for (const cni of cniChoices) {
      for (const version of ['1.13', '1.14']) {
        for (const kubeProxy of [true, false]) {
          const design: Design = {
            ...base,
            posture,
            cni,
            addons: ['hubble', ...addons].filter((one, index, all) => all.indexOf(one) === index),
            talos: { ...base.talos, version },
            kubernetes: { ...base.kubernetes, kubeProxy },
          }
          if (listener.when(design)) return design
        }
      }
    }
  }
  return undefined
}

const cniChoices: readonly Design['cni'][] = cniPlugins.flatMap((plugin) =>
  (transportsOfPlugin[plugin].length === 0 ? [undefined] : transportsOfPlugin[plugin]).flatMap((transport) =>
    cniEncryptions.map((encryption) => ({ plugin, encryption, ...(transport === undefined ? {} : { transport }) })),
  ),
)

/** The add-on alone where it has no choice, else each word of each choice, every switch on. */
function addonChoices({ id, options = [] }: AddonFacts, principals: readonly string[]): Design['addons'][] {
  if (options.length === 0) return [[id]]
  const common = Object.fromEntries(
    options.flatMap((option): [string, boolean | string[]][] => {
      if (option.kind === 'flag') return [[option.key, true]]
      return option.kind === 'principals' ? [[option.key, [...principals]]] : []
    }),
  )
  const words = options.flatMap((option) =>
    option.kind === 'choice' ? option.choices.map((choice): [string, string] => [option.key, choice.id]) : [],
  )
  if (words.length === 0) return [[{ ...common, id }]]
  return words.map(([key, word]) => [{ ...common, [key]: word, id }])
}
