/** The same for ourselves: once in a process of its own, and warm, as the page compiles at every key. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Design, designSchema } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import { buildSite } from '@/lib/site/build-site'
import { nftables } from '@/lib/targets/nftables/target'
import { talos } from '@/lib/targets/talos/target'
import type { FileSet, Filter, Output } from '@/lib/targets/target'
import type { Proof } from '@/lib/verify/proof'
import { proveTarget } from '@/lib/verify/prove'
import { type Variant, variantsOf } from '@/lib/verify/variants'
import { median } from './child'
import type { Form } from './policy'

/** Talos' documents name no destination; the nft files list the addresses of their machines. */
export const targetOf: Readonly<Record<Form, Filter>> = { host: talos, net: nftables }

export interface Compiled {
  readonly base: Variant
  readonly options: unknown
  readonly output: Output
  readonly files: FileSet
}

/** From the text of a design, with everything checked and decided that the peers are given as done. */
export function compileOurs(text: string, form: Form): Compiled {
  const target = targetOf[form]
  const design: Design = designSchema.parse(JSON.parse(text))
  const site = buildSite(design)
  const options = target.options.parse(design.targets[target.id] ?? {})
  const { base, at } = variantsOf(target, options, design, site, compilePolicy(design, site))
  const output = target.render((binding) => at(binding).work, site, options)
  return { base, options, output, files: output.files.filter(({ use }) => use === 'apply') }
}

export function proveOurs({ base, options, output, files }: Compiled, form: Form): Proof {
  return proveTarget({ filter: targetOf[form], options, ...base, files, gaps: output.gaps })
}

/** What the command `--compile DESIGN FORM FOLDER` does. */
export function compileInto([design = '', form = '', folder = '']: readonly string[]): void {
  for (const { path, text } of compileOurs(readFileSync(design, 'utf8'), form === 'host' ? form : 'net').files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** The design and others like it with other addresses: what is remembered of one is of no use to the next. */
export function likeDesigns(design: Design): readonly string[] {
  const text = JSON.stringify(design)
  return Array.from({ length: lots * callsPerLot + warmUp }, (_, index) =>
    text
      .replaceAll(/(?<before>["-])10\./g, `$<before>${10 + index}.`)
      .replaceAll(/(?<before>["-])2001:db8:/g, `$<before>2001:${(0xdb8 + index).toString(16)}:`),
  )
}

const warmUp = 20
const lots = 5
const callsPerLot = 4

/** Seconds of processor a call, once the code is warm: the median of lots of calls, each call with work of its own. */
export function timeWarm<T>(items: readonly T[], work: (item: T) => unknown): number {
  for (const item of items.slice(0, warmUp)) work(item)
  const times = Array.from({ length: lots }, (_, lot) => {
    const first = warmUp + lot * callsPerLot
    const mine = items.slice(first, first + callsPerLot)
    const start = process.cpuUsage()
    for (const item of mine) work(item)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1e6 / mine.length
  })
  return median(times)
}
