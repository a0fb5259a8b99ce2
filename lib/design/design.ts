/** What a person draws, version 1: the one schema that the browser, the terminal and the published JSON Schema share. */
import * as z from 'zod'
import {
  adminUses,
  listenerProtocols,
  loadBalancerUses,
  managements,
  places,
  portProtocols,
  postures,
  roles,
} from './choices'
import { cniEncryptions, cniPlugins, cniTransports, encryptionsOfPlugin, transportsOfPlugin } from './cni'
import {
  address,
  addressOrCidr,
  addressRange,
  cidr,
  date,
  designName,
  dnsName,
  endpoint,
  freeText,
  lineOf,
  members,
  option,
  portNumber,
  ports,
  principal,
} from './fields'

const role = z.enum(roles)
export type Role = z.infer<typeof role>
const place = z.enum(places)
export type Place = z.infer<typeof place>

const portProtocol = z.enum(portProtocols)
const listenerProtocol = z.enum(listenerProtocols)
const cidrs = z.array(cidr).min(1, 'is empty: name at least one CIDR, or leave the key out')

/** Ports belong to the protocols that have them, and to no other. */
function portsFit(value: { protocol: (typeof listenerProtocols)[number]; ports: string[] }, context: z.RefinementCtx) {
  const withPorts = value.protocol === 'tcp' || value.protocol === 'udp' || value.protocol === 'sctp'
  if (withPorts && value.ports.length === 0) {
    context.addIssue({ code: 'custom', path: ['ports'], message: 'is empty: write at least one port, like "5432"' })
  }
  if (!withPorts && value.ports.length > 0) {
    context.addIssue({
      code: 'custom',
      path: ['ports'],
      message: `does not go with ${value.protocol}, which has no ports: leave it out`,
    })
  }
}

const talos = z.strictObject({
  version: z
    .string()
    .regex(
      /^1\.(6|7|8|9|10|11|12|13|14)(\.(0|[1-9]\d?))?$/,
      'is not a version we know: write one from "1.6" to "1.14", with a patch if you like, in quotes',
    )
    .default('1.13'),
  defaultAction: z.enum(['block', 'accept']).default('block'),
  management: z.enum(managements).default('talosctl'),
  discovery: z.boolean().default(true),
})

const kubernetes = z.strictObject({
  podCIDRs: cidrs.optional(),
  serviceCIDRs: cidrs.optional(),
  apiPort: portNumber.default(6443),
  endpoint: endpoint.optional(),
  vip: address.optional(),
  kubeProxy: z.boolean().default(true),
})

const cni = z
  .strictObject({
    plugin: z.enum(cniPlugins).default('flannel'),
    transport: z.enum(cniTransports).optional(),
    tunnelPort: portNumber.optional(),
    encryption: z.enum(cniEncryptions).default('none'),
  })
  .superRefine(({ plugin, transport, encryption }, context) => {
    const transports = transportsOfPlugin[plugin]
    if (transport !== undefined && !transports.includes(transport)) {
      const cure = transports.length === 0 ? 'leave it out' : `use ${transports.join(', ')}`
      context.addIssue({ code: 'custom', path: ['transport'], message: `is not a transport of ${plugin}: ${cure}` })
    }
    const encryptions = encryptionsOfPlugin[plugin]
    if (!encryptions.includes(encryption)) {
      const hint = plugin === 'flannel' && encryption === 'wireguard' ? '; its WireGuard is a transport' : ''
      context.addIssue({
        code: 'custom',
        path: ['encryption'],
        message: `is not an encryption of ${plugin}: use ${encryptions.join(', ')}${hint}`,
      })
    }
  })

const adminEntry = z.strictObject({
  name: freeText,
  cidr,
  may: z.array(z.enum(adminUses)).default(['kubernetes', 'talos']),
  owner: freeText.optional(),
  until: date.optional(),
})

const subnet = z.strictObject({
  name: dnsName,
  cidrs: z.array(cidr).min(1, 'is empty: a subnet has at least one CIDR'),
  vlan: z
    .int('is not a VLAN: write a number from 1 to 4094')
    .min(1, 'is not a VLAN: write a number from 1 to 4094')
    .max(4094, 'is not a VLAN: write a number from 1 to 4094')
    .optional(),
})

const node = z.strictObject({
  name: dnsName,
  role,
  subnet: dnsName,
  addresses: z.array(address).default([]),
  nics: z.array(z.strictObject({ subnet: dnsName, addresses: z.array(address).default([]) })).default([]),
  publicAddresses: z.array(address).default([]),
})

const mostMachines = 100_000
const machines = z
  .int('is not a number of machines: write a whole number')
  .min(1, 'is too few: a pool has at least one machine')
  .max(mostMachines, `is too many: write at most ${mostMachines}`)
const poolCount = z.union([
  machines,
  z
    .strictObject({ min: z.int('is not a whole number').min(0, 'is below zero').max(mostMachines), max: machines })
    .refine(({ min, max }) => min <= max, { path: ['min'], message: 'is above max: swap the two' }),
])
const pool = z.strictObject({
  name: dnsName,
  role,
  subnet: dnsName,
  count: poolCount,
  addresses: z.array(addressRange).default([]),
})

const loadBalancer = z.strictObject({
  name: dnsName,
  addresses: z.array(address).default([]),
  healthFrom: z.array(cidr).default([]),
  for: z.array(z.enum(loadBalancerUses)).min(1, `is empty: name one of ${loadBalancerUses.join(', ')}`),
  preservesSource: z.boolean().default(false),
})

const loadBalancerIP = z.strictObject({
  name: dnsName,
  addresses: z.array(address).min(1, 'is empty: write the address that is announced'),
  protocol: portProtocol.default('tcp'),
  ports: z.array(ports).min(1, 'is empty: write at least one port, like "443"'),
  from: z.array(principal).default(['anywhere']),
})

const nodePorts = z.strictObject({
  enabled: z.boolean().default(false),
  range: ports.default('30000-32767'),
  protocols: z.array(portProtocol).min(1, 'is empty: write tcp, udp or both').default(['tcp']),
  from: z.array(principal).default(['anywhere']),
  on: z.array(members).default(['worker']),
})

/** Options differ by add-on and belong to the catalogue, so they are kept as they are. */
const addon = z.union([dnsName, z.object({ id: dnsName }).catchall(option)])

const listener = z
  .strictObject({
    name: freeText,
    on: z.array(members).min(1, 'is empty: say which machines listen'),
    protocol: listenerProtocol.default('tcp'),
    ports: z.array(ports).default([]),
    from: z.array(principal).default([]),
    owner: freeText.optional(),
    until: date.optional(),
  })
  .superRefine(portsFit)

const egressMode = z.enum(['open', 'restricted'])
const egress = z.union([
  egressMode,
  z.strictObject({
    mode: egressMode,
    dns: z.array(address).default([]),
    ntp: z.array(address).default([]),
    https: z.array(addressOrCidr).default([]),
    also: z
      .array(
        z
          .strictObject({
            name: freeText,
            to: z.array(principal).min(1, 'is empty: say where it may connect to'),
            protocol: listenerProtocol,
            ports: z.array(ports).default([]),
          })
          .superRefine(portsFit),
      )
      .default([]),
  }),
])

const override = z
  .strictObject({
    listener: freeText,
    from: z.array(principal).optional(),
    add: z.array(principal).optional(),
    at: place.optional(),
  })
  .refine(({ from, add }) => from !== undefined || add !== undefined, {
    message: 'changes nothing: write `from` to replace the sources or `add` to extend them',
  })

const accepted = z.strictObject({
  code: lineOf(63),
  at: lineOf(200).optional(),
  reason: freeText,
  until: date.optional(),
})

const expectation = z.strictObject({
  ask: lineOf(300),
  want: z.enum(['allow', 'deny']),
})

export const designSchema = z.strictObject({
  version: z.literal(1),
  name: designName,
  posture: z.enum(postures).default('standard'),
  talos: talos.prefault({}),
  kubernetes: kubernetes.prefault({}),
  cni: cni.prefault({}),
  clusterCIDRs: cidrs.optional(),
  admin: z.array(adminEntry).default([]),
  subnets: z.array(subnet).min(1, 'is empty: draw at least one subnet'),
  nodes: z.array(node).default([]),
  pools: z.array(pool).default([]),
  loadBalancers: z.array(loadBalancer).default([]),
  loadBalancerIPs: z.array(loadBalancerIP).default([]),
  nodePorts: nodePorts.prefault({}),
  addons: z.array(addon).default([]),
  listeners: z.array(listener).default([]),
  egress: egress.default('open'),
  overrides: z.array(override).default([]),
  targets: z.record(lineOf(63), z.record(lineOf(63), option)).default({ talos: {} }),
  accepted: z.array(accepted).default([]),
  expectations: z.array(expectation).default([]),
  checklist: z.record(lineOf(63), z.boolean()).default({}),
})

/** A design with its defaults filled in. */
export type Design = z.output<typeof designSchema>
/** A design as a person writes it, defaults left out. */
export type DesignInput = z.input<typeof designSchema>
export type DesignNode = Design['nodes'][number]
export type DesignPool = Design['pools'][number]
export type DesignSubnet = Design['subnets'][number]
export type LoadBalancerUse = Design['loadBalancers'][number]['for'][number]
