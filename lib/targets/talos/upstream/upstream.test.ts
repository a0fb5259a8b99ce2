/** What the vendor's own decoder, patcher and chains make of texts, against ours. */
import { describe, expect, test } from 'vitest'
import { failure, type Problem } from '@/lib/design/problem'
import { formatPortRange } from '@/lib/net/port-range'
import { formatPrefix } from '@/lib/net/prefix'
import { siteWith, versionOf } from '@/lib/testing/talos-documents'
import type { Firewall, TalosModel } from '../config'
import { install, installedConfig } from '../install'
import { readFiles } from '../read'
import { portItems, subnets, texts } from './decode'
import { describeFirewall } from './described'
import { merges } from './merge'

const versions = ['1.6.0', '1.7.0', '1.8.0', '1.12.0', '1.13.9', '1.14.0']

type Outcome = { readonly ok: true; readonly firewall: Firewall } | { readonly ok: false; readonly problem: Problem }

/** The files applied to a fresh worker, one after the other. */
function apply(patches: readonly string[], version: string): Outcome {
  const site = siteWith({ talosVersion: versionOf(version) })
  let model: TalosModel | undefined
  for (const text of patches) {
    const read = readFiles([{ path: 'talos/worker.patch.yaml', text }], site)
    const installed = read.ok ? install(model, read.value, site) : failure<TalosModel>(read.problems)
    if (!installed.ok) {
      const problem = installed.problems.find(({ severity }) => severity === 'error')
      if (problem === undefined) throw new Error('failed without an error')
      return { ok: false, problem }
    }
    model = installed.value
  }
  if (model === undefined) throw new Error('no files')
  return { ok: true, firewall: installedConfig(model, 'worker-1', site) }
}

function outcomeOf(text: string, version = '1.13.9'): Firewall | undefined {
  const outcome = apply([text], version)
  return outcome.ok ? outcome.firewall : undefined
}

const around = (ports: readonly string[], subnet: string): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: a\nportSelector:\n  ports:\n${ports.map((port) => `    - ${port}\n`).join('')}  protocol: tcp\ningress:\n  - subnet: ${subnet}\n`

describe('an item of ports', () => {
  test.each(portItems)('%s means %s', (written, means) => {
    // A list with nothing in it is refused, so what is left out needs a neighbour.
    const list = means === null ? ['7', written] : [written]
    const ports = outcomeOf(around(list, '10.0.0.0/8'))?.rules[0]?.ports
    const found = ports?.map(({ range }) => formatPortRange(range))
    expect(found).toEqual(means === undefined ? undefined : [means ?? '7'])
  })
})

describe('a subnet', () => {
  test.each(subnets)('%s means %s', (written, means) => {
    const entries = outcomeOf(around(['80'], written))?.rules[0]?.sources?.[0]?.list.entries
    expect(entries?.map(({ prefix }) => formatPrefix(prefix))).toEqual(means === undefined ? undefined : [means])
  })
})

describe('a text', () => {
  const cases = Object.entries(texts).flatMap(([name, one]) => versions.map((version) => [name, version, one] as const))
  test.each(cases)('%s, Talos %s', (_name, version, { text, readBy, means, refused }) => {
    const outcome = apply([text], version)
    if ((readBy ?? versions).includes(version)) {
      expect(outcome.ok ? describeFirewall(outcome.firewall) : outcome.problem.message).toBe(means)
    } else {
      expect(outcome.ok ? describeFirewall(outcome.firewall) : outcome.problem.message).toMatch(refused?.says ?? /^$/)
      if (refused?.line !== undefined) expect(outcome.ok ? undefined : outcome.problem.line).toBe(refused.line)
    }
  })

  test.each(['a placeholder for a subnet', 'a helm placeholder'])('%s is named as a template', (name) => {
    const outcome = apply([texts[name]?.text ?? ''], '1.13.9')
    expect(outcome.ok ? undefined : outcome.problem.suggestion).toMatch(/this is a template/)
  })
})

describe('patches', () => {
  const cases = Object.entries(merges).flatMap(([name, { patches, want }]) =>
    Object.entries(want).map(([version, expected]) => [name, version, patches, expected] as const),
  )
  test.each(cases)('%s, Talos %s', (_name, version, patches, expected) => {
    const outcome = apply(patches, version)
    const found = outcome.ok ? describeFirewall(outcome.firewall) : `refused: ${outcome.problem.message}`
    if (typeof expected === 'string') expect(found).toBe(expected)
    else expect(found).toMatch(new RegExp(`^refused: .*${expected.source}`))
  })
})
