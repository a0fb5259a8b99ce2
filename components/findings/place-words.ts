/** Where a finding leads, in the words that stand on the page there. */
import type { SentAnalysis } from '@/components/state/sent-analysis'
import type { Design } from '@/lib/design/design'
import { parsePath, valueAt } from '@/lib/design/path'
import type { FindingPlace } from './finding'

/** Labels of fields and sections of the settings, by their path. */
const fields: Readonly<Record<string, string>> = {
  accepted: 'Accepted findings',
  addons: 'Add-ons',
  admin: 'Admin networks',
  checklist: 'Before production',
  cni: 'Network plugin',
  'cni/encryption': 'Encryption between nodes',
  'cni/plugin': 'Network plugin',
  'cni/transport': 'Transport',
  'cni/tunnelPort': 'Port of the tunnel',
  clusterCIDRs: 'Cluster networks',
  egress: 'What machines may reach',
  kubernetes: 'Kubernetes',
  'kubernetes/apiPort': 'API port',
  'kubernetes/endpoint': 'Endpoint of the API',
  'kubernetes/podCIDRs': 'Pod networks',
  'kubernetes/serviceCIDRs': 'Service networks',
  'kubernetes/vip': 'Shared address of the API',
  listeners: 'Listeners of your own',
  loadBalancerIPs: 'Announced addresses',
  loadBalancers: 'Load balancers',
  name: 'Name of the cluster',
  nodePorts: 'NodePorts',
  nodes: 'Nodes',
  overrides: 'Overrides',
  pools: 'Pools',
  posture: 'Posture',
  subnets: 'Networks',
  talos: 'Talos',
  'talos/defaultAction': 'Packets that match no rule',
  'talos/discovery': 'Discovery service',
  'talos/version': 'Talos version',
  targets: 'Choice of products',
}

/** One entry of a list, by the list it stands in. */
const entries: Readonly<Record<string, (name: string) => string>> = {
  addons: (name) => `Add-on ${name}`,
  admin: (name) => `Admin network ${name}`,
  listeners: (name) => `Listener ${name}`,
  loadBalancerIPs: (name) => `Announced address ${name}`,
  loadBalancers: (name) => `Load balancer ${name}`,
  nodes: (name) => name,
  overrides: (name) => `Override of ${name}`,
  pools: (name) => `Pool ${name}`,
  subnets: (name) => `Network ${name}`,
}

export interface PlaceNames {
  readonly design: Design
  readonly analysis: Pick<SentAnalysis, 'policy' | 'targets'>
}

/** Empty where there is nowhere to go. */
export function wordPlace(place: FindingPlace, { design, analysis }: PlaceNames): string {
  switch (place.kind) {
    case 'file':
      return `${place.file}, line ${place.line}`
    case 'target':
      return `Files for ${titleOf(place.target, analysis)}`
    case 'rule': {
      const rule = analysis.policy.rules.find(({ id }) => id === place.id)
      return rule === undefined ? 'Rules' : `Rule ${rule.title}, ${wordMachines(rule.on)}`
    }
    case 'design':
      return wordPath(place.path, { design, analysis })
  }
}

function wordPath(path: string, { design, analysis }: PlaceNames): string {
  if (path === '') return ''
  const [list = '', entry, key] = path.split('/')
  if (list === 'expectations') {
    const { ask } = design.expectations[Number(entry)] ?? {}
    return ask === undefined ? '' : `Question ${ask}`
  }
  if (list === 'targets' && entry !== undefined) {
    const title = titleOf(entry, analysis)
    return key === undefined ? `Files for ${title}` : `${capital(key)} of ${title}`
  }
  const known = fields[entry === undefined ? list : `${list}/${entry}`]
  if (known !== undefined) return known
  const word = entries[list]
  if (word === undefined || entry === undefined) return fields[list] ?? path
  return word(nameOf(design, list, entry))
}

/** What an entry is called; its number says nothing. */
function nameOf(design: Design, list: string, entry: string): string {
  const value = valueAt(design, parsePath(design, `${list}/${entry}`) ?? [])
  const known = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const [, name] = known.find(([key]) => key === 'name' || key === 'listener') ?? []
  return typeof name === 'string' ? name : entry.replaceAll('~1', '/').replaceAll('~0', '~')
}

function titleOf(target: string, { targets }: PlaceNames['analysis']): string {
  return targets.find(({ id }) => id === target)?.title ?? target
}

function wordMachines(on: string): string {
  if (on === 'controlplane') return 'control planes'
  return on === 'worker' ? 'workers' : on.replace(/^[a-z]+:/, '')
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
