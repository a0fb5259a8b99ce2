/** Random designs behind a box with rules of its own: the bare sections, the snippet, and the merged backup of each. */
import * as fc from 'fast-check'
import type { Design } from '@/lib/design/design'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { backupFor } from '@/lib/testing/pfsense-backup-for'
import { seed } from '@/lib/testing/samples'
import { exampleNames, readExample, subjectOf } from '@/lib/testing/subject'

export interface Sample {
  readonly name: string
  readonly marker: string
  readonly interfaces: readonly string[]
  readonly aliases: string
  readonly filter: string
  readonly snippet: string
  readonly backup: string
  readonly merged: string
}

export function findPfsense(): Filter {
  const target = findTarget('pfsense')
  if (target === undefined || !isFilter(target)) throw new Error('there is no target pfsense')
  return target
}

export function makeSamples(filter: Filter, count: number): readonly Sample[] {
  const random = fc.sample(arbitraryDesign(), { numRuns: count, seed: seed() })
  return [
    ...exampleNames.map((name) => sampleOf(filter, name, readExample(name))),
    ...random.map((design, index) => sampleOf(filter, `seed ${seed()}, design ${index}`, design)),
  ]
}

function sampleOf(filter: Filter, name: string, drawn: Design): Sample {
  const interfaces = Object.fromEntries(drawn.subnets.map((subnet, index) => [subnet.name, `opt${index + 1}`]))
  const design = { ...drawn, targets: { [filter.id]: { interfaces } } }
  const backup = backupFor({ design, interfaces })
  const { output } = subjectOf(filter, design, { base: [{ path: 'config.xml', text: backup }] })
  const textOf = (path: string): string => {
    const file = output.files.find((one) => one.path === `${filter.id}/${path}`)
    if (file === undefined) throw new Error(`${name} has no ${path}: ${output.problems.map((one) => one.message)}`)
    return file.text
  }
  return {
    name,
    marker: `pcl:${design.name}:`,
    interfaces: Object.values(interfaces),
    aliases: textOf('aliases.xml'),
    filter: textOf('filter.xml'),
    snippet: textOf('portcullis.php'),
    backup,
    merged: textOf('config-merged.xml'),
  }
}
