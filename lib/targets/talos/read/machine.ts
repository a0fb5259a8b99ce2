/**
 * The few facts of a whole machine configuration that say which machine it is for, and those that must agree with the
 * design. Everything else, secrets above all, stays behind.
 */
import { problemAt } from '@/lib/design/problem'
import { setOfPrefixes } from '@/lib/net/address-set'
import { formatPrefix, type Prefix, parsePrefix } from '@/lib/net/prefix'
import type { Member, Site } from '@/lib/site/site'
import type { Source } from './document'
import type { Reading } from './reading'
import type { Field } from './rule'
import type { Tree } from './tree'

export interface MachineFacts {
  readonly role: Member['role']
  readonly hostname: string | undefined
}

/** Undefined unless the file names a machine's type: then it is a whole configuration and not a patch. */
export function readMachine(sources: readonly Source[]): MachineFacts | undefined {
  const main = sources.find(({ root }) => root?.kind === 'map' && textAt(root, ['machine', 'type']) !== undefined)?.root
  const type = main === undefined ? undefined : textAt(main, ['machine', 'type'])
  if (main === undefined || type === undefined) return undefined
  const named = documentOf(sources, 'HostnameConfig')
  const hostname = (named && textAt(named, ['hostname'])) ?? textAt(main, ['machine', 'network', 'hostname'])
  return { role: type === 'worker' || type === 'join' ? 'worker' : 'controlplane', hostname }
}

/** Warns where the configuration and the design disagree about the pods' and services' networks, which block mode trusts. */
export function compareNetworks(reading: Reading, sources: readonly Source[], site: Site): void {
  const pairs = [
    ['podSubnets', site.podPrefixes, 'pods'],
    ['serviceSubnets', site.servicePrefixes, 'services'],
  ] as const
  for (const [key, expected, what] of pairs) {
    for (const { root } of sources) {
      const field =
        root === undefined ? undefined : (fieldAt(root, ['cluster', 'network', key]) ?? fieldAt(root, [key]))
      const found = field === undefined ? undefined : prefixesOf(field)
      if (field === undefined || found === undefined) continue
      if (setOfPrefixes(found) === setOfPrefixes(expected)) continue
      const message = `here the ${what} live in ${listed(found)}, in the design in ${listed(expected)}`
      const advice = 'the verdict holds for the networks of the design; make the two agree'
      reading.problems.push(problemAt('warning', reading.file, field.line, message, advice))
    }
  }
}

function listed(prefixes: readonly Prefix[]): string {
  return prefixes.length === 0 ? 'none' : prefixes.map(formatPrefix).join(', ')
}

function prefixesOf({ value }: Field): Prefix[] | undefined {
  if (value.kind !== 'list') return undefined
  const prefixes = value.items.map((item) => (item.kind === 'scalar' ? parsePrefix(item.text) : undefined))
  const sound = prefixes.filter((prefix) => prefix !== undefined)
  return sound.length === prefixes.length ? sound : undefined
}

function documentOf(sources: readonly Source[], kind: string): Source['root'] {
  return sources.find(({ root }) => root?.kind === 'map' && textAt(root, ['kind']) === kind)?.root
}

export function fieldAt(root: Tree | NonNullable<Source['root']>, path: readonly string[]): Field | undefined {
  let fields: readonly Field[] = root.kind === 'map' ? root.fields : []
  let found: Field | undefined
  for (const key of path) {
    found = fields.find((field) => field.key === key)
    fields = found?.value.kind === 'map' ? found.value.fields : []
  }
  return found
}

export function textAt(root: Tree | NonNullable<Source['root']>, path: readonly string[]): string | undefined {
  const value = fieldAt(root, path)?.value
  return value?.kind === 'scalar' && value.text !== '' ? value.text : undefined
}
