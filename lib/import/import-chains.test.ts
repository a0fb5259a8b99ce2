import { expect, test } from 'vitest'
import type { Design } from '../design/design'
import { smallDesign } from '../testing/talos-files'
import { findUnlike, patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'

const sources = (prefixes: readonly string[], invert = false): string =>
  `      matchSourceAddress:\n        includeSubnets: [${prefixes.map((one) => `"${one}"`).join(', ')}]\n${invert ? '        invert: true\n' : ''}`

const builtIn = `    - matchIIfName:
        interfaceName:
          - lo
          - siderolink
          - kubespan
        operator: ==
      verdict: accept
    - matchConntrackState:
        states: [established, related]
      anonymousCounter: true
      verdict: accept
    - matchConntrackState:
        states: [invalid]
      anonymousCounter: true
      verdict: drop
    - matchLayer4:
        protocol: icmp
        matchICMPType:
          types: [13, 14, 17, 18]
      verdict: drop
    - matchLayer4:
        protocol: icmp
      matchLimit:
        packetRatePerSecond: 5
      verdict: accept
${sources(['10.244.0.0/16', '10.96.0.0/12']).replace(/^ {6}/, '    - ')}      matchDestinationAddress:
        includeSubnets: [10.244.0.0/16, 10.96.0.0/12]
      verdict: accept
`

/** One resource as talosctl prints it, its user rules those of a patch file of ours. */
function chainOf(node: string, patch: string): string {
  const documents = patch.split('---\n').filter((one) => one.includes('NetworkRuleConfig'))
  const rules = documents.map((document) => {
    const ports = [...document.matchAll(/^ {8}- (\d+)(?:-(\d+))?$/gm)]
    const ranges = ports.map(([, lo, hi]) => `            - lo: ${lo}\n              hi: ${hi ?? lo}\n`).join('')
    const subnets = [...document.matchAll(/subnet: (\S+)/g)].map(([, subnet]) => subnet ?? '')
    const protocol = /protocol: (\S+)/.exec(document)?.[1]
    return `${sources(subnets).replace(/^ {6}/, '    - ')}      matchLayer4:\n        protocol: ${protocol}\n        matchDestinationPort:\n          ranges:\n${ranges}      anonymousCounter: true\n      verdict: accept\n`
  })
  return `node: ${node}\nmetadata:\n  namespace: network\n  type: NfTablesChains.net.talos.dev\n  id: ingress\nspec:\n  type: filter\n  hook: input\n  priority: NfTablesChainPriority(-140)\n  policy: drop\n  rules:\n${builtIn}${rules.join('')}`
}

function dumpOf(design: Design): string {
  const patches = patchesOf(design)
  const patch = (role: string): string => patches.find(({ path }) => path.includes(role))?.text ?? ''
  return design.nodes.map(({ role, addresses }) => chainOf(addresses[0] ?? '', patch(role))).join('---\n')
}

test('chains of several machines come back as the design that made them', () => {
  const design = smallDesign({ talos: { version: '1.13' } })
  const imported = importFiles([{ path: 'chains.yaml', text: dumpOf(design) }])
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  expect(imported.value.unprovable.filter(({ text }) => /admits (more|less)/.test(text))).toEqual([])
  expect(imported.value.design.nodes.map(({ role, addresses }) => [role, ...addresses])).toEqual(
    design.nodes.map(({ role, addresses }) => [role, ...addresses]),
  )
  expect(findUnlike(design, patchesOf(design), patchesOf(imported.value.design))).toEqual([])
})

test('a rule that Talos does not make is not interpreted, and nothing is imported', () => {
  const text = dumpOf(smallDesign()).replace(
    '      verdict: accept\n    - matchConntrackState',
    '      setMark: 1\n      verdict: accept\n    - matchConntrackState',
  )
  const line = text.slice(0, text.indexOf('setMark')).split('\n').length
  const refused = importFiles([{ path: 'chains.yaml', text }])
  expect(refused).toMatchObject({ ok: false })
  expect(Number(/:(\d+)$/.exec(refused.problems[0]?.at ?? '')?.[1])).toBeGreaterThan(line - 8)
})
