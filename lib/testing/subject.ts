/** One target rendering one design, with everything a law needs. */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import type { Policy } from '@/lib/policy/rule'
import { type Work, workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import type { Site } from '@/lib/site/site'
import type { Around, FileSet, Filter, Output } from '@/lib/targets/target'
import type { Proof } from '@/lib/verify/proof'
import { proveTarget } from '@/lib/verify/prove'

export interface Subject {
  readonly filter: Filter
  readonly design: Design
  readonly options: unknown
  readonly site: Site
  readonly policy: Policy
  readonly work: Work
  readonly output: Output
  /** The files that act on a box. */
  readonly files: FileSet
}

const folder = 'public/examples'

export const exampleNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .sort()

export function readExample(name: string, change: Partial<DesignInput> = {}): Design {
  const drawn: unknown = parse(readFileSync(`${folder}/${name}.yaml`, 'utf8'))
  return designSchema.parse(Object.assign({}, drawn, change))
}

export function subjectOf(filter: Filter, design: Design, around?: Around): Subject {
  const site = buildSite(design)
  const policy = compilePolicy(design, site)
  const options = filter.options.parse(design.targets[filter.id] ?? {})
  const work = workAt(policy, filter.points(site, options), site)
  const output = filter.render(() => work, site, options, around)
  return { filter, design, options, site, policy, work, output, files: appliedFiles(output) }
}

export function appliedFiles(output: Output): FileSet {
  return output.files.filter((file) => file.use === 'apply').map(({ path, text }) => ({ path, text }))
}

export function proveSubject(subject: Subject, files: FileSet = subject.files, previous?: FileSet): Proof {
  const { filter, options, site, work, output } = subject
  return proveTarget({ filter, options, site, work, files, gaps: output.gaps, previous })
}

/** The model that the target's own readers make of files, or the problems. */
export function modelOf(subject: Subject, files: FileSet = subject.files): unknown {
  const { filter, site } = subject
  const reader = filter.readers.find((candidate) => files.every((file) => candidate.recognises(file)))
  const read = reader?.read(files, site)
  if (read === undefined || !read.ok) return undefined
  const installed = filter.install(undefined, read.value, site)
  return installed.ok ? installed.value : undefined
}
