/** The variables that choose a variant of the files, and the design that each of their values stands for. */
import type { CniPlugin } from '@/lib/design/cni'
import type { Design } from '@/lib/design/design'
import type { Site } from '@/lib/site/site'
import type { Binding } from '../target'

/** In the order of the alphabet, as they stand in the files. */
export const pluginValues: readonly CniPlugin[] = ['calico', 'cilium', 'flannel', 'none']

export interface Switches {
  readonly plugin: CniPlugin
  readonly nodePorts: boolean
}

export const allSwitches: readonly Switches[] = [false, true].flatMap((nodePorts) =>
  pluginValues.map((plugin) => ({ plugin, nodePorts })),
)

export function bindingOf({ plugin, nodePorts }: Switches): Binding {
  return { cni_type: plugin, enable_nodeport: nodePorts }
}

/** Which of `allSwitches` the design itself is. */
export function ownIndex(site: Site): number {
  return allSwitches.findIndex((each) => each.plugin === site.cniPlugin && each.nodePorts === site.nodePortsEnabled)
}

/** Another plugin comes with its default transport, port and encryption; the design's own stays as it is drawn. */
export function applyBinding(design: Design, binding: Binding): Design {
  const plugin = pluginValues.find((value) => value === binding.cni_type) ?? design.cni.plugin
  const enabled = typeof binding.enable_nodeport === 'boolean' ? binding.enable_nodeport : design.nodePorts.enabled
  if (plugin === design.cni.plugin && enabled === design.nodePorts.enabled) return design
  return {
    ...design,
    cni: plugin === design.cni.plugin ? design.cni : { plugin, encryption: 'none' },
    nodePorts: { ...design.nodePorts, enabled },
  }
}

/** In which of `allSwitches` something is there. */
export type Presence = readonly boolean[]

/**
 * The condition, in Terraform's words, that is true exactly there; nothing where it always is.
 * `presence` has one value for each of `allSwitches`.
 */
export function conditionOf(presence: Presence): string | undefined {
  const pluginsWhere = (nodePorts: boolean): CniPlugin[] =>
    allSwitches.flatMap((each, index) =>
      each.nodePorts === nodePorts && presence[index] === true ? [each.plugin] : [],
    )
  const [without, with_] = [pluginsWhere(false), pluginsWhere(true)]
  const isAll = (plugins: readonly CniPlugin[]): boolean => plugins.length === pluginValues.length
  const same = without.join() === with_.join()
  if (same) return isAll(without) ? undefined : pluginCondition(without)
  if (without.length === 0) {
    return isAll(with_) ? 'var.enable_nodeport' : `var.enable_nodeport && ${pluginCondition(with_)}`
  }
  if (with_.length === 0) {
    return isAll(without) ? '!var.enable_nodeport' : `!var.enable_nodeport && ${pluginCondition(without)}`
  }
  // A choice in a choice needs its own brackets, whatever stands behind it.
  return `(var.enable_nodeport ? ${pluginCondition(with_)} : ${pluginCondition(without)})`
}

function pluginCondition(plugins: readonly CniPlugin[]): string {
  if (plugins.length === 0) return 'false'
  if (plugins.length === pluginValues.length) return 'true'
  const [only] = plugins
  if (plugins.length === 1) return `var.cni_type == "${only}"`
  const missing = pluginValues.filter((value) => !plugins.includes(value))
  if (missing.length === 1) return `var.cni_type != "${missing[0]}"`
  return `contains([${plugins.map((value) => `"${value}"`).join(', ')}], var.cni_type)`
}
