/** What the files say, in words, with the place of each: read before anything changes. */
import type { Design } from '../design/design'
import type { Fact, FactKey, Lifted } from '../targets/target'
import type { Note } from './note'

const words: Readonly<Record<FactKey, string>> = {
  name: 'the cluster is called',
  version: 'Talos',
  management: 'managed with',
  podCIDRs: 'pods live in',
  serviceCIDRs: 'services live in',
  apiPort: 'the Kubernetes API listens on port',
  endpoint: 'the API is reached at',
  vip: 'the shared address of the API is',
  kubeProxy: 'kube-proxy runs',
  kubespan: 'KubeSpan is on',
  discovery: 'discovery is on',
  plugin: 'the network plugin is',
  transport: 'pods travel in',
  tunnelPort: 'their tunnel has port',
  defaultAction: 'packets that no rule names:',
}

export function understoodNotes(lifted: Lifted, design: Design): Note[] {
  const machines = lifted.machines.map(({ name, role, addresses, at }) => ({
    at,
    text: `${name} is a ${role === 'controlplane' ? 'control plane' : 'worker'}${addresses.length === 0 ? '' : ` at ${addresses.join(', ')}`}`,
  }))
  const seen = new Set<string>()
  const facts = lifted.facts.flatMap((fact): Note[] => {
    const text = textOf(fact)
    if (seen.has(text)) return []
    seen.add(text)
    return [{ at: fact.at, text }]
  })
  const rules = new Map<string, number>()
  for (const { at } of lifted.names) rules.set(at.file, (rules.get(at.file) ?? 0) + 1)
  const counts = [...rules].map(([file, count]) => ({
    at: { file, line: 1 },
    text: `${count} ${count === 1 ? 'rule' : 'rules'}`,
  }))
  const { overrides, listeners } = design
  const outcome = `As a design: posture ${design.posture}, ${overrides.length} overrides, ${listeners.length} listeners of your own.`
  return [...machines, ...facts, ...counts, { text: outcome }]
}

function textOf({ key, value }: Fact): string {
  if (typeof value === 'boolean') return value ? words[key] : `not so: ${words[key]}`
  return `${words[key]} ${typeof value === 'string' ? value : value.join(', ')}`
}
