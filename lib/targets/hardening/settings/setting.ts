/** One thing that the patches set: what is merged, what must go before, and how it is taken back. */
import type { TalosVersion } from '@/lib/design/talos-version'

export type Tree = { readonly [key: string]: string | boolean | number | readonly unknown[] | Tree }

/** Part of the machine configuration; without a kind, of the document that has none, `machine` and `cluster` in it. */
export interface Part {
  readonly kind?: string
  readonly name?: string
  readonly tree: Tree
}

export interface Setting {
  readonly id: SettingId
  /** What it is for, above the part it sets. */
  readonly purpose: string
  readonly on: 'controlplane' | 'every machine'
  readonly set: readonly Part[]
  /** Lists to which a patch only adds, emptied first; empty where a patch replaces. */
  readonly clear: readonly Part[]
  /** Takes it back to what Talos has by itself. */
  readonly unset: readonly Part[]
  /** Why `unset` cannot be written for this version. */
  readonly stuck?: string
}

export type SettingId = 'audit' | 'pod-security' | 'tls' | 'sysctls' | 'logs' | 'kernel-logs' | 'mirrors'

export type Layout = 'documents' | 'v1alpha1'

export interface Frame {
  readonly version: TalosVersion
  readonly layout: Layout
}

/** A patch can take something away from Talos 1.8 on. */
export const deletion: Tree = { $patch: 'delete' }

/** A tree of one branch. */
export function branch(keys: readonly string[], leaf: Tree | Tree[string]): Tree {
  const [key, ...rest] = keys
  if (key === undefined) return leaf as Tree
  return { [key]: rest.length === 0 ? leaf : branch(rest, leaf) }
}
