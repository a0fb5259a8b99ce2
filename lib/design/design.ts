/** What a person draws, version 1: the one schema that the browser, the terminal and the published JSON Schema share. */
import * as z from 'zod'
import { parseAddress } from '../net/address'
import { parseAddressRange } from '../net/address-range'
import { parsePortRange } from '../net/port-range'
import { parsePrefix } from '../net/prefix'
import { parsePrincipal } from './principal'

// zod probes `new Function` unless told not to, which a strict content-security policy reports as a violation.
z.config({ jitless: true })

const label = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'use lower-case letters, digits and inner hyphens')
const designName = label.max(40, 'use at most 40 characters')
const dnsName = label.max(63, 'use at most 63 characters')
/** Printable text without line breaks, control or direction-changing characters. */
const freeText = z
  .string()
  .min(1, 'write at least one character')
  .max(63, 'use at most 63 characters')
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'use printable characters on one line')

const address = z
  .string()
  .refine((text) => parseAddress(text) !== undefined, 'not an address: write one like 10.0.0.11 or 2001:db8::11')
const addressRange = z
  .string()
  .refine(
    (text) => parseAddressRange(text) !== undefined,
    'not an address or range: write one like 10.0.0.10-10.0.0.49',
  )
const cidr = z
  .string()
  .refine((text) => parsePrefix(text) !== undefined, 'not a CIDR: write one like 10.0.0.0/24 or 2001:db8::/64')
const ports = z
  .string()
  .refine((text) => parsePortRange(text) !== undefined, 'not a port or range: write one like "5432" or "6800-7568"')
const principal = z
  .string()
  .refine(
    (text) => parsePrincipal(text) !== undefined,
    'not a principal: write one like controlplane, admin or cidr:10.0.0.0/24',
  )
const date = z.iso.date('not a date: write one like 2027-06-30')

export const roles = ['controlplane', 'worker'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>
export const places = ['guest', 'nic', 'router'] as const
export const place = z.enum(places)
export type Place = z.infer<typeof place>
export const talosVersions = ['1.6', '1.7', '1.8', '1.9', '1.10', '1.11', '1.12', '1.13', '1.14'] as const

const portProtocol = z.enum(['tcp', 'udp'])
const listenerProtocol = z.enum(['tcp', 'udp', 'sctp', 'icmp', 'icmpv6', 'ipip', 'gre', 'esp', 'vrrp'])

const nic = z.strictObject({ subnet: dnsName, addresses: z.array(address).default([]) })

const node = z.strictObject({
  name: dnsName,
  role,
  subnet: dnsName,
  addresses: z.array(address).default([]),
  nics: z.array(nic).default([]),
  publicAddresses: z.array(address).default([]),
})

const wholeCount = z.int().min(1).max(100_000)
const pool = z.strictObject({
  name: dnsName,
  role,
  subnet: dnsName,
  count: z.union([wholeCount, z.strictObject({ min: z.int().min(0).max(100_000), max: wholeCount })]),
  addresses: z.array(addressRange).default([]),
})

const addon = z.union([dnsName, z.looseObject({ id: dnsName })])

const egressAlso = z.strictObject({
  name: freeText,
  to: z.array(principal).min(1),
  protocol: listenerProtocol,
  ports: z.array(ports).default([]),
})
const egressMode = z.enum(['open', 'restricted'])
const egress = z.union([
  egressMode,
  z.strictObject({
    mode: egressMode,
    dns: z.array(address).default([]),
    ntp: z.array(address).default([]),
    https: z.array(z.union([address, cidr])).default([]),
    also: z.array(egressAlso).default([]),
  }),
])

export const designSchema = z.strictObject({
  version: z.literal(1),
  name: designName,
  posture: z.enum(['relaxed', 'standard', 'strict']).default('standard'),
  talos: z
    .strictObject({
      version: z
        .string()
        .regex(/^1\.(6|7|8|9|10|11|12|13|14)(\.\d{1,2})?$/, 'write a Talos version from "1.6" to "1.14", in quotes')
        .default('1.13'),
      defaultAction: z.enum(['block', 'accept']).default('block'),
      management: z.enum(['talosctl', 'talhelper', 'omni', 'capi']).default('talosctl'),
      discovery: z.boolean().default(true),
    })
    .prefault({}),
  kubernetes: z
    .strictObject({
      podCIDRs: z.array(cidr).optional(),
      serviceCIDRs: z.array(cidr).optional(),
      apiPort: z.int().min(1).max(65535).default(6443),
      endpoint: z.string().max(253).optional(),
      vip: address.optional(),
      kubeProxy: z.boolean().default(true),
    })
    .prefault({}),
  cni: z
    .strictObject({
      plugin: z.enum(['flannel', 'cilium', 'calico', 'none']).default('flannel'),
      transport: z.enum(['vxlan', 'wireguard', 'host-gw', 'geneve', 'native', 'ipip', 'bgp']).optional(),
      tunnelPort: z.int().min(1).max(65535).optional(),
      encryption: z.enum(['none', 'wireguard', 'ipsec']).default('none'),
    })
    .prefault({}),
  clusterCIDRs: z.array(cidr).optional(),
  admin: z
    .array(
      z.strictObject({
        name: freeText,
        cidr,
        may: z.array(z.enum(['kubernetes', 'talos'])).default(['kubernetes', 'talos']),
        owner: freeText.optional(),
        until: date.optional(),
      }),
    )
    .default([]),
  subnets: z
    .array(z.strictObject({ name: dnsName, cidrs: z.array(cidr).min(1), vlan: z.int().min(1).max(4094).optional() }))
    .min(1, 'draw at least one subnet'),
  nodes: z.array(node).default([]),
  pools: z.array(pool).default([]),
  loadBalancers: z
    .array(
      z.strictObject({
        name: dnsName,
        addresses: z.array(address).default([]),
        healthFrom: z.array(cidr).default([]),
        for: z.array(z.enum(['kubernetes-api', 'talos-api', 'trustd', 'nodeports'])).min(1),
        preservesSource: z.boolean().default(false),
      }),
    )
    .default([]),
  loadBalancerIPs: z
    .array(
      z.strictObject({
        name: dnsName,
        addresses: z.array(address).min(1),
        protocol: portProtocol.default('tcp'),
        ports: z.array(ports).min(1),
        from: z.array(principal).default(['anywhere']),
      }),
    )
    .default([]),
  nodePorts: z
    .strictObject({
      enabled: z.boolean().default(false),
      range: ports.default('30000-32767'),
      protocols: z.array(portProtocol).default(['tcp']),
      from: z.array(principal).default(['anywhere']),
      on: z.array(z.string().refine((text) => parsePrincipal(text) !== undefined)).default(['worker']),
    })
    .prefault({}),
  addons: z.array(addon).default([]),
  listeners: z
    .array(
      z.strictObject({
        name: freeText,
        on: z.array(z.string()).min(1),
        protocol: listenerProtocol.default('tcp'),
        ports: z.array(ports).default([]),
        from: z.array(principal).default([]),
        owner: freeText.optional(),
        until: date.optional(),
      }),
    )
    .default([]),
  egress: egress.default('open'),
  overrides: z
    .array(
      z.strictObject({
        listener: freeText,
        from: z.array(principal).optional(),
        add: z.array(principal).optional(),
        at: place.optional(),
      }),
    )
    .default([]),
  targets: z.record(z.string(), z.record(z.string(), z.unknown())).default({ talos: {} }),
  accepted: z
    .array(
      z.strictObject({
        code: z.string().min(1).max(63),
        at: z.string().max(200).optional(),
        reason: freeText,
        until: date.optional(),
      }),
    )
    .default([]),
  expectations: z
    .array(z.strictObject({ ask: z.string().min(1).max(300), want: z.enum(['allow', 'deny']) }))
    .default([]),
  checklist: z.record(z.string(), z.boolean()).default({}),
})

/** A design with its defaults filled in. */
export type Design = z.output<typeof designSchema>
/** A design as a person writes it, defaults left out. */
export type DesignInput = z.input<typeof designSchema>
export type DesignNode = Design['nodes'][number]
export type DesignPool = Design['pools'][number]
export type DesignSubnet = Design['subnets'][number]
export type LoadBalancerUse = Design['loadBalancers'][number]['for'][number]
