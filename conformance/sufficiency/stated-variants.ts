/**
 * What is remembered of one design must not serve another: a design that differs in one thing says the same after the one
 * it came from as by itself. An editor goes from one to the next all the time.
 */
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import { recordOfRule } from '@/lib/policy/rule-record'
import { buildSite } from '@/lib/site/build-site'
import { lonelyDesign } from './stated-rules'

/** What may differ where the machines are the same. */
const changes: Readonly<Record<string, Partial<DesignInput>>> = {
  posture: { posture: 'strict' },
  'posture, with roles as networks': { posture: 'relaxed' },
  balancers: { loadBalancers: [{ name: 'apis', addresses: ['10.1.8.77'], for: ['kubernetes-api'] }] },
  admins: {
    admin: [
      { name: 'office', cidr: '203.0.113.77/32' },
      { name: 'talos', cidr: '203.0.113.78/32' },
    ],
  },
  'the cluster': { clusterCIDRs: ['10.1.0.0/21'] },
  pods: {
    kubernetes: { podCIDRs: ['10.99.0.0/16', 'fd00:99::/56'], serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'] },
  },
  'pods of one family': {
    kubernetes: { podCIDRs: ['10.244.0.0/16', 'fd00:99::/56'], serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'] },
  },
  'the shared address': {
    kubernetes: {
      podCIDRs: ['10.244.0.0/16', 'fd00:10:244::/56'],
      serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'],
      vip: '10.1.0.77',
    },
  },
}

/** Families come into play by any prefix that a design names. */
const family: Partial<DesignInput> = {
  listeners: [
    { name: 'public', on: ['worker'], protocol: 'tcp', ports: ['7004'], from: ['anywhere'] },
    { name: 'six', on: ['worker'], protocol: 'tcp', ports: ['7005'], from: ['cidr:2001:db8:f::7/128'] },
  ],
}

/** Pods, families and the cluster at once. */
const lists: Partial<DesignInput> = { ...changes.pods, ...changes['the cluster'], ...family }

export function variantsOf(design: Design, isOfOneFamily: boolean): string {
  const all = isOfOneFamily ? { ...changes, families: family, lists } : changes
  return Object.entries(all)
    .filter(([, change]) => {
      const changed: Readonly<Record<string, unknown>> = designSchema.parse({ ...design, ...change })
      // All else is the very same.
      const own = Object.fromEntries(Object.keys(change).map((key) => [key, changed[key]]))
      const next: Design = { ...design, ...own }
      textOf(design)
      const after = textOf(next)
      // And here they are made anew, as those of another design stand between.
      textOf(lonelyDesign())
      return textOf(designSchema.parse(structuredClone(next))) !== after
    })
    .map(([what]) => what)
    .join(', ')
}

function textOf(design: Design): string {
  const { rules, closed, principals } = compilePolicy(design, buildSite(design))
  const withoutNumbers = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
  return JSON.stringify([rules.map(recordOfRule), closed.map(recordOfRule), [...principals]], withoutNumbers)
}
