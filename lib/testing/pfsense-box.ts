/** Small pfSense files and questions to the box that holds them, asked of both evaluators at once. */
import type { Problem } from '@/lib/design/problem'
import { buildSite } from '@/lib/site/build-site'
import { install } from '@/lib/targets/pfsense/install'
import type { PfModel } from '@/lib/targets/pfsense/model'
import { readFiles } from '@/lib/targets/pfsense/read'
import { pfsense } from '@/lib/targets/pfsense/target'
import type { FileSet } from '@/lib/targets/target'
import { routerVerdict } from './router-box'
import { readExample } from './subject'

const site = buildSite(readExample('seed-000-baremetal'))

export function sectionsOf(rules: string, aliases = ''): FileSet {
  return [
    { path: 'filter.xml', text: `<filter>\n${rules}\n</filter>\n` },
    { path: 'aliases.xml', text: `<aliases>\n${aliases}\n</aliases>\n` },
  ]
}

export interface HeldBox {
  readonly model: PfModel | undefined
  readonly problems: readonly Problem[]
}

export function boxWith(files: FileSet): HeldBox {
  const read = readFiles(files, [])
  if (!read.ok) return { model: undefined, problems: read.problems }
  const installed = install(undefined, read.value, site)
  const problems = [...read.problems, ...installed.problems]
  return { model: installed.ok ? installed.value : undefined, problems }
}

/** `allow` or `deny`, by both evaluators; `unknown` where a rule that is not read may decide. */
export function verdictOf({ model }: HeldBox, text: string, key = 'lan'): 'allow' | 'deny' | 'unknown' {
  return routerVerdict(pfsense, model, site, text, key)
}
