/** One target rendering one design, with everything a law needs. */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import type { Policy } from '@/lib/policy/rule'
import { buildSite } from '@/lib/site/build-site'
import type { Around, FileSet, Filter, Output, Target } from '@/lib/targets/target'
import type { Proof } from '@/lib/verify/proof'
import { proveTarget } from '@/lib/verify/prove'
import { type Variant, variantsOf } from '@/lib/verify/variants'

export interface Subject extends Variant {
  readonly filter: Filter
  readonly design: Design
  readonly options: unknown
  readonly policy: Policy
  /** The design as each value of the files' switches makes it. */
  readonly variants: readonly Variant[]
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
  return { filter, ...renderTarget(filter, design, around) }
}

/** The same of any target, whether its files filter packets or not. */
export function renderTarget(target: Target, design: Design, around?: Around): Omit<Subject, 'filter'> {
  const site = buildSite(design)
  const policy = compilePolicy(design, site)
  const options = target.options.parse(design.targets[target.id] ?? target.suggestOptions?.(site) ?? {})
  const { base, at, others } = variantsOf(target, options, design, site, policy)
  const output = target.render((binding) => at(binding).work, site, options, around)
  return { design, options, policy, ...base, variants: others, output, files: appliedFiles(output) }
}

export function appliedFiles(output: Output): FileSet {
  return output.files.filter((file) => file.use === 'apply').map(({ path, text }) => ({ path, text }))
}

export function proveSubject(subject: Subject, files: FileSet = subject.files, previous?: FileSet): Proof {
  const { filter, options, site, work, variants, output } = subject
  return proveTarget({ filter, options, site, work, variants, files, gaps: output.gaps, previous })
}

/** The model that the target's own readers make of files, or nothing. */
export function modelOf(
  subject: Pick<Subject, 'filter' | 'site' | 'files'>,
  files: FileSet = subject.files,
  { site }: Pick<Variant, 'site'> = subject,
): unknown {
  const { filter } = subject
  const reader = filter.readers.find((candidate) => files.every((file) => candidate.recognises(file)))
  const read = reader?.read(files, site)
  if (read === undefined || !read.ok) return undefined
  const installed = filter.install(undefined, read.value, site)
  return installed.ok ? installed.value : undefined
}
