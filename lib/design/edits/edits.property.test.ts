import type * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { type Draw, drawn } from '@/lib/testing/draw'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { findReferenceFaults } from '../check-references'
import { managements, postures, roles } from '../choices'
import { cniEncryptions, cniPlugins, cniTransports } from '../cni'
import { type Design, designSchema } from '../design'
import { templates } from '../templates/templates'
import { setAddonOptions, toggleAddon } from './addons'
import { addAdmin, changeAdmin, removeAdmin, setAdminCidrs } from './admin'
import {
  changeKubernetes,
  changeTalos,
  setClusterCidrs,
  setCni,
  setEncryption,
  setPosture,
  setTransport,
  setTunnelPort,
} from './cluster'
import { changeEgress, setEgressMode } from './egress'
import { setFamilies } from './families'
import { addListener, addOverride, changeListener, changeOverride, removeListener, removeOverride } from './listeners'
import { addNode, changeNode, duplicateNode, moveNode, removeNode } from './machines'
import { addPool, changePool, duplicatePool, movePool, removePool, resizePool } from './pools'
import {
  acceptFinding,
  expectAnswer,
  removeAccepted,
  removeExpectation,
  setTargetOptions,
  tickStep,
  toggleTarget,
} from './records'
import { removeAnnounced, removeLoadBalancer } from './remove-service'
import { type RenamedKind, renameAdmin, renameListener, renameThing } from './rename'
import { addAnnounced, addLoadBalancer, changeAnnounced, changeLoadBalancer, changeNodePorts } from './services'
import { explodePool } from './split-pool'
import { addSubnet, changeSubnet, removeSubnet, setSubnetCidrs, setVlan } from './subnets'

type Step = (design: Design, draw: Draw) => Design

const names = ['a', 'cp-1', 'worker-1', 'web', 'control', 'worker', 'nodes', 'x'.repeat(63), 'No Label']
const name = (draw: Draw, list: readonly { readonly name: string }[]) =>
  draw.pick([...list.map((one) => one.name), 'nobody'])
const place = (draw: Draw, list: readonly unknown[]) => draw.between(0, list.length)
const cidrs = (draw: Draw) => draw.some(['192.0.2.0/24', '10.77.0.0/24', '2001:db8:77::/64', '0.0.0.0/0'])
const subnet = (design: Design, draw: Draw) => draw.pick(design.subnets)
const from = (design: Design, draw: Draw) =>
  draw.some([
    'anywhere',
    'nodes',
    'cidr:192.0.2.0/24',
    ...design.nodes.map((one) => `node:${one.name}`),
    ...design.pools.map((one) => `pool:${one.name}`),
    ...design.subnets.map((one) => `subnet:${one.name}`),
    ...design.admin.map((one) => `admin:${one.name}`),
  ])
const on = (design: Design, draw: Draw) =>
  draw.some(['worker', ...design.nodes.map((one) => one.name), ...design.pools.map((one) => `pool:${one.name}`)], 1)
const listener = (design: Design, draw: Draw) => ({
  name: draw.pick(['db', 'web', "it's"]),
  on: on(design, draw),
  protocol: 'tcp' as const,
  ports: ['5432'],
  from: from(design, draw),
})
const balancer = (design: Design, draw: Draw) => ({
  addresses: draw.some(['10.9.9.9']),
  healthFrom: cidrs(draw),
  for: draw.some(['trustd', 'nodeports'] as const, 1),
  preservesSource: design.nodes.length > 2,
})
const announced = (design: Design, draw: Draw) => ({
  name: draw.pick(['ingress', 'dns']),
  addresses: ['10.9.9.8'],
  protocol: 'tcp' as const,
  ports: ['443'],
  from: from(design, draw),
})
const override = (design: Design, draw: Draw) => ({
  listener: draw.pick(['kubelet', 'db', 'web']),
  ...(draw.chance(50) ? { from: from(design, draw) } : { add: from(design, draw) }),
  ...(draw.chance(50) ? { at: 'guest' as const } : {}),
})

const steps: Readonly<Record<string, Step>> = {
  addNode: (d, draw) => addNode(d, subnet(d, draw), draw.pick(roles)).design,
  changeNode: (d, draw) => changeNode(d, name(draw, d.nodes), { role: draw.pick(roles) }),
  moveNode: (d, draw) => moveNode(d, name(draw, d.nodes), name(draw, d.subnets)),
  duplicateNode: (d, draw) => duplicateNode(d, name(draw, d.nodes))?.design ?? d,
  removeNode: (d, draw) => removeNode(d, name(draw, d.nodes)),
  addPool: (d, draw) => addPool(d, subnet(d, draw), draw.pick(roles), draw.between(1, 5)).design,
  changePool: (d, draw) => changePool(d, name(draw, d.pools), { role: draw.pick(roles) }),
  resizePool: (d, draw) =>
    resizePool(d, name(draw, d.pools), draw.chance(50) ? draw.between(1, 6) : { min: 0, max: draw.between(1, 6) }),
  movePool: (d, draw) => movePool(d, name(draw, d.pools), name(draw, d.subnets)),
  duplicatePool: (d, draw) => duplicatePool(d, name(draw, d.pools))?.design ?? d,
  explodePool: (d, draw) => explodePool(d, name(draw, d.pools)),
  removePool: (d, draw) => removePool(d, name(draw, d.pools)),
  addSubnet: (d) => addSubnet(d).design,
  changeSubnet: (d, draw) => changeSubnet(d, name(draw, d.subnets), { cidrs: ['10.88.0.0/24'] }),
  setVlan: (d, draw) => setVlan(d, name(draw, d.subnets), draw.chance(50) ? 7 : undefined),
  setSubnetCidrs: (d, draw) => setSubnetCidrs(d, new Map([[name(draw, d.subnets), cidrs(draw)]]), draw.chance(50)),
  removeSubnet: (d, draw) => removeSubnet(d, name(draw, d.subnets)),
  rename: (d, draw) => {
    const kind = draw.pick<RenamedKind>(['subnet', 'node', 'pool', 'loadBalancer'])
    const lists = { subnet: d.subnets, node: d.nodes, pool: d.pools, loadBalancer: d.loadBalancers }
    return renameThing(d, kind, name(draw, lists[kind]), draw.pick(names))
  },
  renameAdmin: (d, draw) => renameAdmin(d, name(draw, d.admin), draw.pick(['office', '"quoted"'])),
  renameListener: (d, draw) => renameListener(d, name(draw, d.listeners), draw.pick(['db', 'other'])),
  setCni: (d, draw) => setCni(d, draw.pick(cniPlugins)),
  setTransport: (d, draw) => setTransport(d, draw.pick(cniTransports)),
  setEncryption: (d, draw) => setEncryption(d, draw.pick(cniEncryptions)),
  setTunnelPort: (d, draw) => setTunnelPort(d, draw.chance(50) ? 9999 : undefined),
  setPosture: (d, draw) => setPosture(d, draw.pick(postures)),
  changeTalos: (d, draw) =>
    changeTalos(d, { version: draw.pick(['1.6', '1.12.5']), management: draw.pick(managements) }),
  changeKubernetes: (d, draw) =>
    changeKubernetes(d, {
      vip: draw.chance(50) ? '10.0.0.10' : undefined,
      podCIDRs: cidrs(draw),
      kubeProxy: draw.chance(50),
    }),
  setClusterCidrs: (d, draw) => setClusterCidrs(d, cidrs(draw)),
  setFamilies: (d, draw) => setFamilies(d, draw.pick(['ipv4', 'dual'])),
  addAdmin: (d) => addAdmin(d, '192.0.2.0/24'),
  changeAdmin: (d, draw) =>
    changeAdmin(d, place(draw, d.admin), { owner: draw.chance(50) ? 'me' : undefined, may: ['talos'] }),
  removeAdmin: (d, draw) => removeAdmin(d, place(draw, d.admin)),
  setAdminCidrs: (d, draw) => setAdminCidrs(d, cidrs(draw)),
  toggleAddon: (d, draw) => toggleAddon(d, draw.pick(['hubble', 'metallb']), draw.chance(50)),
  setAddonOptions: (d, draw) => setAddonOptions(d, 'node-exporter', draw.chance(50) ? { from: from(d, draw) } : {}),
  addListener: (d, draw) => addListener(d, listener(d, draw)),
  changeListener: (d, draw) => changeListener(d, place(draw, d.listeners), listener(d, draw)),
  removeListener: (d, draw) => removeListener(d, place(draw, d.listeners)),
  addOverride: (d, draw) => addOverride(d, override(d, draw)),
  changeOverride: (d, draw) => changeOverride(d, place(draw, d.overrides), override(d, draw)),
  removeOverride: (d, draw) => removeOverride(d, place(draw, d.overrides)),
  addLoadBalancer: (d, draw) => addLoadBalancer(d, balancer(d, draw)),
  changeLoadBalancer: (d, draw) => changeLoadBalancer(d, place(draw, d.loadBalancers), balancer(d, draw)),
  removeLoadBalancer: (d, draw) => removeLoadBalancer(d, place(draw, d.loadBalancers)),
  addAnnounced: (d, draw) => addAnnounced(d, announced(d, draw)),
  changeAnnounced: (d, draw) => changeAnnounced(d, place(draw, d.loadBalancerIPs), announced(d, draw)),
  removeAnnounced: (d, draw) => removeAnnounced(d, place(draw, d.loadBalancerIPs)),
  changeNodePorts: (d, draw) => changeNodePorts(d, { enabled: true, from: from(d, draw), on: on(d, draw) }),
  setEgressMode: (d, draw) => setEgressMode(d, draw.pick(['open', 'restricted'])),
  changeEgress: (d, draw) =>
    changeEgress(d, {
      dns: draw.some(['10.0.0.53']),
      also: draw.chance(50)
        ? [{ name: 'nfs', to: [`subnet:${subnet(d, draw).name}`], protocol: 'tcp', ports: ['2049'] }]
        : [],
    }),
  toggleTarget: (d, draw) => toggleTarget(d, draw.pick(['talos', 'other']), draw.chance(50)),
  setTargetOptions: (d, draw) => setTargetOptions(d, 'other', { subnets: [subnet(d, draw).name], deep: { 'cp-1': 1 } }),
  acceptFinding: (d) => acceptFinding(d, { code: 'x', at: 'nodes/cp-1', reason: 'because' }),
  removeAccepted: (d, draw) => removeAccepted(d, place(draw, d.accepted)),
  expectAnswer: (d) => expectAnswer(d, { ask: '192.0.2.1 -> cp-1 tcp/1', want: 'deny' }),
  removeExpectation: (d, draw) => removeExpectation(d, place(draw, d.expectations)),
  tickStep: (d, draw) => tickStep(d, 'backup', draw.chance(50)),
}

interface Run {
  readonly start: Design
  readonly done: readonly string[]
  /** What is wrong after a step, if anything. */
  readonly fault: string | undefined
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freeze(part)
  }
  return value
}

const runs: fc.Arbitrary<Run> = drawn((draw) => {
  const start = draw.chance(50) ? draw.pick(templates).design() : draw.value(arbitraryDesign)
  let design = freeze(start)
  const done: string[] = []
  const length = draw.between(1, 12)
  for (let count = 0; count < length; count++) {
    const step = draw.pick(Object.keys(steps))
    done.push(step)
    const next = steps[step]?.(design, draw) ?? design
    const fault = faultOf(next)
    if (fault !== undefined) return { start, done, fault }
    design = freeze(next)
  }
  return { start, done, fault: undefined }
})

function faultOf(design: Design): string | undefined {
  const parsed = designSchema.safeParse(design)
  if (!parsed.success) return JSON.stringify(parsed.error.issues[0])
  if (JSON.stringify(parsed.data) !== JSON.stringify(designSchema.parse(structuredClone(design))))
    return 'not plain data'
  const [fault] = findReferenceFaults(design, {})
  return fault === undefined ? undefined : `${fault.path.join('/')}: ${fault.message}`
}

test('whatever is done in whatever order, the design can be read', () => {
  checkProperty(runs, sampleCount(300, 20_000), ({ fault }) => {
    expect(fault).toBeUndefined()
  })
})
