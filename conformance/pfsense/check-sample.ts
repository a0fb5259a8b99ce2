/** One design through PHP: the trees it reads, the hazards it finds, and what the snippet makes of the box. */
import { readXml } from '@/lib/text/xml'
import type { XmlElement } from '@/lib/text/xml/node'
import { disagree, type Tally } from '../verdict'
import type { Php, Tree } from './php'
import type { Sample } from './samples'

/** Each gives everything in which PHP and we do not agree. */
export const checks = { trees: treeFaults, hazards: hazardFaults, snippet: snippetFaults } as const

export async function checkSample(php: Php, sample: Sample, tally: Tally): Promise<void> {
  tally.cases++
  for (const check of Object.values(checks)) {
    for (const what of await check(php, sample)) disagree(tally, sample.name, what)
  }
}

async function treeFaults(php: Php, { aliases, filter, merged }: Sample): Promise<string[]> {
  const found: string[] = []
  for (const [name, text] of Object.entries({ aliases, filter, merged })) {
    const { tree, fault } = await php.ask({ op: 'tree', text })
    const ours = readXml(text)
    if (tree === undefined || !ours.ok) found.push(`${name}: ${fault ?? 'PHP reads it and we do not'}`)
    else if (JSON.stringify(tree) !== JSON.stringify(treeOf(ours.root))) found.push(`${name}: we read something else`)
  }
  return found
}

function treeOf({ name, text, children }: XmlElement): Tree {
  return { name, text, children: children.map(treeOf) }
}

async function hazardFaults(php: Php, { aliases, filter, merged, marker, interfaces }: Sample): Promise<string[]> {
  const found: string[] = []
  for (const texts of [[aliases, filter], [merged]]) {
    const { hazards, fault } = await php.ask({ op: 'hazards', texts, marker, interfaces })
    found.push(...(hazards ?? [fault ?? 'no answer']))
  }
  return found
}

const wantedCalls = ['set aliases/alias', 'set filter/rule', 'write', 'reload']

/** Run on the box as it was, and on the box on which it ran before, it ends with the rules of the merged backup. */
async function snippetFaults(php: Php, { snippet, backup, merged }: Sample): Promise<string[]> {
  const found: string[] = []
  for (const before of [backup, merged]) {
    const { differences, calls, fault } = await php.ask({ op: 'snippet', code: snippet, before, after: merged })
    if (differences === undefined) found.push(`the snippet: ${fault}`)
    else found.push(...differences.map((what) => `the snippet: ${what}`))
    const isDone = wantedCalls.every((call, index) => calls?.[index]?.startsWith(call)) && calls?.length === 4
    if (calls !== undefined && !isDone) found.push(`the snippet did ${calls.join(', ')}`)
  }
  return found
}
