/** Small clusters behind security groups, and rules in one line each, for tables of tests. */
import { type DesignInput, designSchema } from '@/lib/design/design'
import { formatPrefix } from '@/lib/net/prefix'
import { buildSite } from '@/lib/site/build-site'
import type { Site } from '@/lib/site/site'
import type { FileSet, Filter } from '@/lib/targets/target'
import type { SecurityModel, SecurityRule } from '@/lib/targets/terraform-aws/model'
import { readers } from '@/lib/targets/terraform-aws/read'
import { terraformAws } from '@/lib/targets/terraform-aws/target'
import { modelOf, type Subject, subjectOf } from './subject'

/** One control plane, a worker and a pool, each on a network of its own. */
export function smallCloud(
  change: Partial<DesignInput> = {},
  options: Readonly<Record<string, unknown>> = {},
): Subject {
  const design = designSchema.parse({
    version: 1,
    name: 'small',
    cni: { plugin: 'cilium' },
    clusterCIDRs: ['10.0.0.0/16'],
    subnets: [
      { name: 'a', cidrs: ['10.0.1.0/24'] },
      { name: 'b', cidrs: ['10.0.2.0/24'] },
      { name: 'c', cidrs: ['10.0.3.0/24'] },
    ],
    nodes: [
      { name: 'cp-1', role: 'controlplane', subnet: 'a', addresses: ['10.0.1.1'] },
      { name: 'w-1', role: 'worker', subnet: 'b', addresses: ['10.0.2.1'] },
    ],
    pools: [{ name: 'web', role: 'worker', subnet: 'c', count: 3 }],
    targets: { 'terraform-aws': options },
    ...change,
  })
  return subjectOf(terraformAws as Filter, design)
}

export function smallSite(change: Partial<DesignInput> = {}): Site {
  return buildSite(smallCloud(change).design)
}

/** `ingress worker 6 10250 10250 control_plane` */
export function lineOf({ group, direction, protocol, from, to, peer }: SecurityRule): string {
  const end = peer.kind === 'group' ? peer.group : formatPrefix(peer.prefix)
  return `${direction} ${group} ${protocol} ${from} ${to} ${end}`
}

/** The rules of the files as they stand or with variables, sorted. */
export function rulesOf(subject: Subject, variables: Site['variables'] = {}): string[] {
  const model = modelOf(subject, subject.files, { site: { ...subject.site, variables } })
  if (model === undefined) throw new Error('unread')
  return (model as SecurityModel).rules.map(lineOf).sort()
}

/** The other ends of the rules that begin so. */
export function endsOf(subject: Subject, start: string): string[] {
  return rulesOf(subject)
    .filter((line) => line.startsWith(`${start} `))
    .map((line) => line.slice(start.length + 1))
}

/** The rules of one reader's answer, or what it says. */
export function readRules(files: FileSet, site: Site): string[] {
  const reader = readers.find((candidate) => files.every((file) => candidate.recognises(file)))
  if (reader === undefined) return ['no reader']
  const read = reader.read(files, site)
  return read.ok ? read.value.rules.map(lineOf).sort() : read.problems.map(({ at, message }) => `${at} ${message}`)
}

export function textOf(subject: Subject, name: string): string {
  const file = subject.output.files.find(({ path }) => path === `terraform-aws/${name}`)
  if (file === undefined) throw new Error(`no ${name}`)
  return file.text
}

export function resourceNames(subject: Subject): string[] {
  return subject.files.flatMap(({ text }) =>
    [...text.matchAll(/^resource "\w+" "(\w+)"/gm)].map((match) => match[1] ?? ''),
  )
}
