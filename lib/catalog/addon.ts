/** What an add-on is, and the choices that one may leave. */
import type { CniPlugin } from '../design/cni'
import type { SourceKey } from './source'

/** One of a few words, the first by default; a switch, off by default; a port; or who is meant. */
export type AddonOption =
  | {
      readonly kind: 'choice'
      readonly key: string
      readonly title: string
      readonly choices: readonly { readonly id: string; readonly label: string }[]
    }
  | { readonly kind: 'flag'; readonly key: string; readonly title: string }
  | { readonly kind: 'port'; readonly key: string; readonly title: string; readonly usual: number }
  | { readonly kind: 'principals'; readonly key: 'from' | 'to'; readonly title: string }

type AddonGroup = 'Talos' | 'Kubernetes' | 'Monitoring' | 'Network plugin' | 'Load balancing' | 'Storage'

export interface AddonFacts {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly group: AddonGroup
  /** The network plugin that it belongs to, as the design names it. */
  readonly plugin?: CniPlugin
  readonly options?: readonly AddonOption[]
  /** Where it has no listener of its own, but changes who uses the others. */
  readonly source?: SourceKey
}

export const from = (title: string): AddonOption => ({ kind: 'principals', key: 'from', title })
export const to = (title: string): AddonOption => ({ kind: 'principals', key: 'to', title })
export const flag = (key: string, title: string): AddonOption => ({ kind: 'flag', key, title })
export const portOf = (usual: number): AddonOption => ({ kind: 'port', key: 'port', title: 'Port', usual })
export const choice = (
  key: string,
  title: string,
  ...choices: readonly (readonly [string, string])[]
): AddonOption => ({
  kind: 'choice',
  key,
  title,
  choices: choices.map(([id, label]) => ({ id, label })),
})

export const scrapers = from('Who else may scrape it')
export const routers = from('Routers')
export const bfd = flag('bfd', 'With BFD')
