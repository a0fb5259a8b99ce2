/** How our readings of Terraform answer a case, and where that is not what Terraform made. */
import type { Site } from '@/lib/site/site'
import type { FileSet, Reader } from '@/lib/targets/target'
import { readers as awsReaders } from '@/lib/targets/terraform-aws/read'
import { install } from '@/lib/targets/terraform-hetzner/install'
import { readers as hetznerReaders } from '@/lib/targets/terraform-hetzner/read'
import { lineOf } from '@/lib/testing/security-groups'
import type { TerraformCase } from './cases'
import { firewallLines } from './firewall-lines'

type Lines = readonly string[]

/** The rules that one reader finds in the files, each with what it was made by; nothing where all refuse. */
function readTerraform(files: FileSet, { site, provider }: Asked): Lines | undefined {
  return provider === 'aws'
    ? linesOf(awsReaders, files, site, ({ rules }) => rules.map((rule) => `${rule.address} ${lineOf(rule)}`))
    : linesOf(hetznerReaders, files, site, firewallLines)
}

/** Of Hetzner's firewalls, where an apply may leave something of what was there. */
function installedLines(before: FileSet, files: FileSet, site: Site): Lines | undefined {
  const models = [before, files].map((set) => hetznerReaders[0]?.read(set, site))
  const [first, second] = models.flatMap((read) => (read?.ok === true ? [read.value] : []))
  const held = first === undefined ? undefined : install(undefined, first)
  const installed = held?.ok === true && second !== undefined ? install(held.value, second) : undefined
  return installed?.ok === true ? [...firewallLines(installed.value)].sort() : undefined
}

interface Asked {
  readonly site: Site
  readonly provider: TerraformCase['provider']
}

function linesOf<M>(
  readers: readonly Reader<M>[],
  files: FileSet,
  site: Site,
  lines: (model: M) => Lines,
): Lines | undefined {
  const wanting = readers.filter((reader) => files.every((file) => reader.recognises(file)))
  const [reader] = wanting
  if (reader === undefined || wanting.length > 1) return undefined
  const read = reader.read(files, site)
  return read.ok ? [...lines(read.value)].sort() : undefined
}

export function disagreementOfTerraform(
  { provider, before, files, variables, rules, unread, shown }: TerraformCase,
  plain: Site,
): string | undefined {
  const asked: Asked = { site: { ...plain, variables }, provider }
  const ours = before === undefined ? readTerraform(files, asked) : installedLines(before, files, asked.site)
  if (rules === undefined && ours !== undefined) return `it is refused, and we take it: ${ours[0]}`
  if (rules === undefined) return disagreementOfShown(shown, provider, plain)
  if (ours === undefined)
    return unread === 'never' ? 'it is taken, and we refuse it' : disagreementOfShown(shown, provider, plain)
  return compareLines(rules, ours) ?? disagreementOfShown(shown, provider, plain)
}

/** What Terraform, or an API, says of the outcome. */
export function disagreementOfShown(
  shown: TerraformCase['shown'],
  provider: Asked['provider'],
  site: Site,
): string | undefined {
  for (const { file, rules, unread } of shown) {
    const ours = readTerraform([file], { site, provider })
    if (rules === undefined) {
      if (ours !== undefined) return `${file.path}: it cannot be told, and we read it`
      continue
    }
    if (ours === undefined) {
      if (unread === 'never') return `${file.path}: we refuse it`
      continue
    }
    const compare = file.path === 'plan.json' ? compareCarried : compareLines
    const what = compare(rules, provider === 'aws' ? ours.map(bare) : ours)
    if (what !== undefined) return `${file.path}: ${what}`
  }
  return undefined
}

/** Without what made it. */
function bare(line: string): string {
  return line.slice(Math.max(line.lastIndexOf('ingress '), line.lastIndexOf('egress ')))
}

/** A plan may leave open which other firewalls a server is to carry, where it does carry some. */
function compareCarried(theirs: Lines, ours: Lines): string | undefined {
  const doubt = 'more is '
  const open = ours.filter((line) => line.startsWith(doubt)).map((line) => line.slice(doubt.length))
  const idle = open.find((by) => !theirs.some((line) => line.endsWith(by)))
  if (idle !== undefined) return `we doubt without need that all is ${idle}`
  const plain = (lines: Lines): Lines => lines.filter((line) => !open.some((by) => line.endsWith(by)))
  return compareLines(plain(theirs), plain(ours))
}

function compareLines(theirs: Lines, ours: Lines): string | undefined {
  const missing = theirs.find((line) => !ours.includes(line))
  if (missing !== undefined) return `we did not read ${missing}`
  const more = ours.find((line) => !theirs.includes(line))
  if (more !== undefined) return `we read ${more}`
  return undefined
}
