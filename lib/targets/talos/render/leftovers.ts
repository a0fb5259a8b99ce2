/**
 * What the last bundle left on a machine, and how it goes: by `$patch: delete` where Talos knows it, by a document that
 * no longer changes anything where it does not, and by the full configuration where neither works.
 * @see https://docs.siderolabs.com/talos/v1.8/configure-your-talos-cluster/system-configuration/patching
 */

import type { Problem } from '@/lib/design/problem'
import { formatTalosVersion, isAtLeast, type TalosVersion } from '@/lib/design/talos-version'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import { capabilities, isCapable } from '../capabilities'
import { compareDocumentNames, type TalosDocument } from './documents'
import type { HeldDocument } from './previous'

export type HeldRule = Extract<HeldDocument, { kind: 'rule' }>

/** Documents that a machine holds and shall no longer hold. */
export function findLeftovers(
  held: readonly HeldDocument[],
  documents: readonly TalosDocument[],
  defaultAction: 'block' | 'accept',
): readonly HeldDocument[] {
  const names = new Set(documents.map(({ name }) => name))
  return held.filter((document) =>
    document.kind === 'default' ? defaultAction === 'accept' : !names.has(document.name),
  )
}

export function rulesOf(held: readonly HeldDocument[]): readonly HeldRule[] {
  return held.filter((document) => document.kind === 'rule')
}

/** Why no patch takes these machines from what they hold to what they shall hold. */
export function refuseUpgrade(
  version: TalosVersion,
  machines: readonly { readonly name: string; readonly held: readonly HeldDocument[] }[],
  defaultAction: 'block' | 'accept',
): readonly Problem[] {
  const problems: Problem[] = []
  const refuse = (names: readonly string[], message: string): void => {
    if (names.length === 0) return
    const whose = names.length === 1 ? names[0] : `${names[0]} and ${names.length - 1} more`
    problems.push({
      severity: 'error',
      at: 'talos/version',
      message: `Talos ${formatTalosVersion(version)}, ${whose}: ${message}`,
      suggestion:
        'Patch the machine configuration without its old firewall documents on your own computer and send it whole: talosctl apply-config -f. APPLY.md has the commands.',
    })
  }
  if (!isCapable(version, 'replacePorts')) {
    const names = machines.filter(({ held }) => rulesOf(held).length > 0).map(({ name }) => name)
    refuse(
      names,
      `a patch adds its ports to those of a document that is there, and Talos refuses the overlap (${capabilities.replacePorts.source}).`,
    )
  }
  if (!isCapable(version, 'deleteDocument') && defaultAction === 'accept') {
    const names = machines.filter(({ held }) => held.some(({ kind }) => kind === 'default')).map(({ name }) => name)
    refuse(names, 'a patch cannot turn the default from block to accept, and before 1.8 it cannot delete the document.')
  }
  return problems
}

const everyone: readonly Prefix[] = ['0.0.0.0/0', '::/0'].flatMap((text) => parsePrefix(text) ?? [])

/** Leftovers as documents that change nothing: nobody more where the default blocks, everybody where it accepts. */
export function neutralise(
  documents: readonly TalosDocument[],
  leftovers: readonly HeldDocument[],
  defaultAction: 'block' | 'accept',
): readonly TalosDocument[] {
  if (leftovers.length === 0) return documents
  const neutral = rulesOf(leftovers).map(
    ({ name, protocol, ports }): TalosDocument => ({
      name,
      protocol,
      ports,
      sources: defaultAction === 'block' ? [] : everyone,
      rules: [],
      note: 'Left by an earlier bundle: Talos before 1.8 cannot delete it by patch, so it is kept without effect',
    }),
  )
  return [...documents, ...neutral].sort((a, b) => compareDocumentNames(a.name, b.name))
}

/** From 1.14 deleting what is not there is skipped; before, it breaks the configuration. */
export function skipsMissing(version: TalosVersion): boolean {
  return isAtLeast(version, '1.14.0')
}
