import { expect, test } from 'vitest'
import type { Design } from '../design/design'
import { renderDesign, smallDesign } from '../testing/talos-files'
import { findUnlike, patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'

function wrappedBy(management: Design['talos']['management']) {
  const design = smallDesign({ talos: { version: '1.13', management } })
  const { output } = renderDesign(design)
  return { design, files: output.files.map(({ path, text }) => ({ path, text })) }
}

function importOf(files: Parameters<typeof importFiles>[0]) {
  const imported = importFiles(files)
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  return imported.value
}

test.each([
  ['talhelper', /talconfig\.yaml$|\.patch\.yaml$/],
  ['omni', /omni-cluster-template\.yaml$/],
  ['capi', /cluster-api\.yaml$/],
] as const)('%s: what our own wrapper holds comes back with the same packets', (management, kept) => {
  const { design, files } = wrappedBy(management)
  const imported = importOf(files.filter(({ path }) => kept.test(path) && !/disable|remove/.test(path)))
  expect(imported.unprovable.filter(({ text }) => /admits (more|less)/.test(text))).toEqual([])
  expect(findUnlike(design, patchesOf(design), patchesOf(imported.design))).toEqual([])
})

const talconfig = `clusterName: home
talosVersion: v1.12.4
endpoint: https://admin:pl4ntedPassw0rd@10.0.0.5:6443
clusterPodNets: [10.42.0.0/16]
clusterSvcNets: [10.43.0.0/16]
cniConfig:
  name: none
patches:
  - |-
    apiVersion: v1alpha1
    kind: NetworkDefaultActionConfig
    ingress: block
nodes:
  - hostname: cp-1
    ipAddress: 10.0.0.11
    controlPlane: true
    networkInterfaces:
      - interface: eth0
        addresses: [10.0.0.11/24]
        vip: { ip: 10.0.0.5 }
    ingressFirewall:
      defaultAction: block
      rules:
        - name: apid-ingress
          portSelector:
            ports: [50000]
            protocol: tcp
          ingress:
            - subnet: 10.0.0.11/32
            - subnet: 198.51.100.0/24
  - hostname: w-1
    ipAddress: 10.0.0.21
    controlPlane: false
    patches:
      - |-
        apiVersion: v1alpha1
        kind: NetworkRuleConfig
        name: kubelet-ingress
        portSelector:
          ports:
            - 10250
          protocol: tcp
        ingress:
          - subnet: 10.0.0.0/24
      - - { op: add, path: /machine/token, value: pl4ntedT0kenT0ken }
`

test("talhelper's machines, networks and firewall of their own are read, its secrets are not", () => {
  const imported = importOf([{ path: 'talconfig.yaml', text: talconfig }])
  const { design } = imported
  expect(design).toMatchObject({ name: 'home', talos: { version: '1.12.4', management: 'talhelper' } })
  expect(design.kubernetes).toMatchObject({ podCIDRs: ['10.42.0.0/16'], endpoint: '10.0.0.5:6443' })
  expect(design.nodes.map(({ name, role, addresses }) => [name, role, ...addresses])).toEqual([
    ['cp-1', 'controlplane', '10.0.0.11'],
    ['w-1', 'worker', '10.0.0.21'],
  ])
  expect(design.admin.map(({ cidr, may }) => [cidr, ...may])).toEqual([['198.51.100.0/24', 'talos']])
  expect(imported.unprovable.filter(({ text }) => /admits (more|less)/.test(text))).toEqual([])
  expect(JSON.stringify(imported)).not.toContain('pl4nted')
})

test('a fault inside a wrapper has the line of the wrapper', () => {
  const text = talconfig.replace('            - 10250', '            - "10250"')
  const line = text.slice(0, text.indexOf('"10250"')).split('\n').length
  expect(importFiles([{ path: 'talconfig.yaml', text }]).problems[0]).toMatchObject({ at: `talconfig.yaml:${line}` })
})

test('a patch that is referred to and not given is said to be missing', () => {
  const text = talconfig.replace('patches:\n', 'patches:\n  - "@./patches/firewall.yaml"\n')
  const alone = importFiles([{ path: 'talconfig.yaml', text }])
  expect(alone.problems).toMatchObject([{ severity: 'warning', at: 'talconfig.yaml:9' }])
  const rule =
    'apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: web\nportSelector: { ports: [443], protocol: tcp }\ningress: [{ subnet: 0.0.0.0/0 }]\n'
  const { design } = importOf([
    { path: 'talconfig.yaml', text },
    { path: 'patches/firewall.yaml', text: rule },
  ])
  const web = design.listeners.find(({ name }) => name === 'web')
  expect(web).toMatchObject({ on: ['controlplane', 'worker'], ports: ['443'] })
  expect(web?.from).toEqual(['cidr:0.0.0.0/0'])
})

test.each(['true', 'True', 'yes', 'On', 'Y'])('a node of talhelper is a control plane where it says %s', (word) => {
  const text = talconfig.replace('controlPlane: true', `controlPlane: ${word}`)
  const { design } = importOf([{ path: 'talconfig.yaml', text }])
  expect(design.nodes.map(({ name, role }) => [name, role])).toEqual([
    ['cp-1', 'controlplane'],
    ['w-1', 'worker'],
  ])
})

test.each(['', '    hostname: "cp_1"\n'])(
  'a node of talhelper that has no name is not left out in silence: %j',
  (own) => {
    const node = `  - ipAddress: 10.0.0.12\n    controlPlane: true\n${own}`
    const text = talconfig.replace('nodes:\n', `nodes:\n${node}`)
    const line = text.slice(0, text.indexOf('  - ipAddress')).split('\n').length
    const { ok, problems } = importFiles([{ path: 'talconfig.yaml', text }])
    expect([ok, problems]).toMatchObject([false, [{ severity: 'error', at: `talconfig.yaml:${line}` }]])
  },
)

test('a comment that stands further left than the map around it ends nothing', () => {
  const text = talconfig
    .replace('            ports: [50000]\n', '# of Talos\n            ports: [50000]\n')
    .replace(
      '            - subnet: 198.51.100.0/24\n',
      '      # the office\n  # and nobody else\n            - subnet: 198.51.100.0/24\n',
    )
  const { design } = importOf([{ path: 'talconfig.yaml', text }])
  expect(design.admin.map(({ cidr }) => cidr)).toEqual(['198.51.100.0/24'])
})

test.each(['cp-1', 'worker-1', 'control-planes', 'pool'])('no machine that is guessed takes the name %s', (name) => {
  const text = `clusterName: home
nodes:
  - { hostname: ${name}, ipAddress: 10.0.0.21 }
controlPlane:
  ingressFirewall:
    defaultAction: block
    rules:
      - name: etcd-ingress
        portSelector: { ports: [2379-2380], protocol: tcp }
        ingress: [{ subnet: 10.0.0.11/32 }, { subnet: 10.0.0.12/32 }, { subnet: 10.0.1.0/25 }]
`
  const { design } = importOf([{ path: 'talconfig.yaml', text }])
  const names = [...design.nodes, ...design.pools].map((one) => one.name)
  expect(names).toContain(name)
  expect(new Set(names).size).toBe(4)
})

test('two nodes of talhelper of one name in two domains are two machines, of one hostname none', () => {
  const twins = (other: string) =>
    talconfig.replace('hostname: w-1', `hostname: ${other}`).replace('hostname: cp-1', 'hostname: n-1.fra.example')
  const { design } = importOf([{ path: 'talconfig.yaml', text: twins('n-1.ams.example') }])
  expect(design.nodes.map(({ name, role }) => [name, role])).toEqual([
    ['n-1', 'controlplane'],
    ['n-1-ams-example', 'worker'],
  ])
  const same = importFiles([{ path: 'talconfig.yaml', text: talconfig.replace('hostname: w-1', 'hostname: cp-1') }])
  expect(same.problems).toMatchObject([{ severity: 'error', message: expect.stringContaining('hostname of another') }])
})

test('a machine may be called as the network of machines whose addresses nobody names', () => {
  const text = `machine:
  type: controlplane
  network: { hostname: machines }
---
apiVersion: v1alpha1
kind: NetworkDefaultActionConfig
ingress: block
`
  const { design } = importOf([{ path: 'mc.yaml', text }])
  expect(design.nodes.map(({ name, subnet }) => [name, subnet])).toEqual([['machines', 'machines-2']])
})
