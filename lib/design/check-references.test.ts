import { expect, test } from 'vitest'
import { readDesign } from './read-design'

const start = 'version: 1\nname: x\nsubnets: [{ name: control, cidrs: [10.0.0.0/24] }]\n'
const machines = 'nodes: [{ name: cp-1, role: controlplane, subnet: control }]\n'
const known = { targetIds: ['talos', 'pfsense'], listenerIds: ['kubelet', 'apid'], addonIds: ['hubble', 'kubespan'] }

/** The first problem as `line:column at message | suggestion`. */
function firstProblem(text: string): string {
  const result = readDesign(text, known)
  const [problem] = result.problems
  if (problem === undefined) return result.ok ? 'reads' : 'fails in silence'
  const { line, column, at, message, suggestion, severity } = problem
  const mark = result.ok ? `${severity} ` : ''
  return `${mark}${line ?? '-'}:${column ?? '-'} ${at}: ${message} | ${suggestion ?? ''}`
}

test.each<[string, string, string]>([
  [
    'no control plane',
    `${start}nodes: [{ name: w, role: worker, subnet: control }]`,
    '4:8 nodes: no node or pool is a control plane | write nodes: [{ name: cp-1, role: controlplane, subnet: … }]',
  ],
  [
    'an unknown subnet',
    start + machines.replace('subnet: control', 'subnet: contrl'),
    '4:51 nodes/cp-1/subnet: "contrl" is not the name of a subnet | did you mean control?',
  ],
  [
    'a name twice',
    `${start + machines}pools: [{ name: control, role: worker, subnet: control, count: 1 }]`,
    '5:17 pools/control/name: "control" is already a subnet | give this one another name',
  ],
  [
    'a machine called like a role',
    `${start + machines}pools: [{ name: worker, role: worker, subnet: control, count: 1 }]`,
    '5:17 pools/worker/name: "worker" already means all machines of a kind | call it worker-1',
  ],
  [
    'a listener of the catalogue',
    `${start + machines}listeners: [{ name: kubelet, on: [worker], ports: ["1"] }]`,
    '5:21 listeners/kubelet/name: "kubelet" is a listener of the catalogue | call it my-kubelet, or use an override',
  ],
  [
    'an unknown admin entry',
    `${start + machines}nodePorts: { from: ["admin:ofice"] }\nadmin: [{ name: office, cidr: 192.0.2.0/24 }]`,
    '5:21 nodePorts/from/0: "ofice" is not the name of an admin entry | did you mean admin:office?',
  ],
  [
    'a pool called a node',
    `${start + machines}pools: [{ name: web, role: worker, subnet: control, count: 1 }]\nnodePorts: { from: ["node:web"] }`,
    '6:21 nodePorts/from/0: "web" is a pool, not a node | write pool:web',
  ],
  [
    'an unknown machine',
    `${start + machines}listeners: [{ name: a, on: [cp-2], ports: ["1"] }]`,
    '5:29 listeners/a/on/0: "cp-2" is neither a role nor a node nor a pool | did you mean cp-1?',
  ],
  [
    'an unknown listener',
    `${start + machines}overrides: [{ listener: kublet, from: [] }]`,
    '5:25 overrides/0/listener: "kublet" is not a listener of the catalogue or of your own | did you mean kubelet?',
  ],
  [
    'sources replaced twice',
    `${start + machines}overrides: [{ listener: kubelet, from: [] }, { listener: kubelet, from: [worker] }]`,
    '5:73 overrides/1/from: the sources of "kubelet" are already replaced by another override | join the two lists',
  ],
  [
    'an unknown add-on',
    `${start + machines}addons: [hubbel]`,
    '5:10 addons/0: "hubbel" is not an add-on we know | did you mean hubble?',
  ],
  [
    'an add-on twice',
    `${start + machines}addons: [hubble, { id: hubble }]`,
    '5:24 addons/1/id: the add-on hubble is listed twice | keep one',
  ],
])('refuses %s', (_, text, want) => {
  expect(readDesign(text, known).ok).toBe(false)
  expect(firstProblem(text)).toBe(want)
})
