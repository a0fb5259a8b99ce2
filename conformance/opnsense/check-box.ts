/** What PHP, which knows OPNsense's importer and pf by documents alone, makes of our files: packet by packet against the policy. */
import * as fc from 'fast-check'
import { knownColumns } from '@/lib/targets/opnsense/evaluate/columns'
import { readRuleRows } from '@/lib/targets/opnsense/read/rule-rows'
import { drawn } from '@/lib/testing/draw'
import { seed } from '@/lib/testing/samples'
import { disagree, type Ran, type Tally } from '../verdict'
import type { Php } from './php'
import type { Bundle, Sample } from './samples'

export async function checkBox(php: Php, sample: Sample, tally: Tally): Promise<void> {
  tally.cases++
  for (const what of await boxFaults(php, sample, sample.bundles)) disagree(tally, sample.name, what)
  for (const { rules } of sample.bundles) await checkRecords(php, sample.name, rules, tally)
}

async function boxFaults(php: Php, sample: Sample, bundles: readonly Bundle[]): Promise<string[]> {
  const answer = await php.box(sample, bundles)
  if (answer.verdicts === undefined) return [answer.fault ?? 'no answer']
  const rows = (bundles.at(-1)?.rules.trimEnd().split('\n').length ?? 1) - 1
  const taken = (answer.inserted ?? 0) + (answer.updated ?? 0)
  return [
    ...(answer.faults ?? []),
    ...(taken === rows ? [] : [`${taken} of ${rows} rows are taken`]),
    ...answer.verdicts.flatMap((verdict, index) =>
      verdict === sample.wanted[index]
        ? []
        : [`${sample.texts[index]}: ${verdict}, the policy says ${sample.wanted[index]}`],
    ),
  ]
}

/** The same cells as PHP reads, of any text. */
async function checkRecords(php: Php, name: string, text: string, tally: Tally): Promise<void> {
  const { records, fault } = await php.records(text)
  const problems: Parameters<typeof readRuleRows>[1]['problems'] = []
  const ours = readRuleRows(text, { file: 'rules.csv', problems })
  const theirs = (records ?? []).map((record) => Object.entries(record).filter(([column]) => knownColumns.has(column)))
  const same = ours.map(({ uuid, values }) =>
    uuid === '' && !hasId(text) ? [...values] : [['@uuid', uuid], ...values],
  )
  const inOrder = (rows: readonly (readonly (readonly string[])[])[]): string =>
    JSON.stringify(rows.map((row) => row.map((pair) => pair.join('=')).sort()))
  if (fault !== undefined || inOrder(theirs) !== inOrder(same)) disagree(tally, name, fault ?? 'PHP reads other cells')
}

function hasId(text: string): boolean {
  return (text.split('\n', 1)[0] ?? '').includes('@uuid')
}

const signs = ['"', '""', ',', ';', '\\', '\\"', '\r\n', '\n', ' ', '\t"', "'", '\n\n', '","', 'é']

/** Tables with a sign put in or taken out below the first line, and what both make of them. */
export async function checkDamage(php: Php, samples: readonly Sample[], count: number, tally: Tally): Promise<void> {
  const texts = samples.flatMap(({ bundles }) => bundles.map(({ rules }) => rules))
  const damaged = fc.sample(
    drawn((draw) => {
      const text = draw.pick(texts).split('\n').slice(0, 6).join('\n')
      const at = draw.between(text.indexOf('\n') + 1, text.length)
      return `${text.slice(0, at)}${draw.pick(['', ...signs])}${text.slice(at + draw.pick([0, 0, 1, 3]))}`
    }),
    { numRuns: count, seed: seed() },
  )
  for (const [index, text] of damaged.entries()) {
    tally.cases++
    await checkRecords(php, `seed ${seed()}, damaged table ${index}`, text, tally)
  }
}

type Damage = (bundle: Bundle) => Bundle

function inRules(change: (text: string) => string): Damage {
  return (bundle) => ({ ...bundle, rules: change(bundle.rules) })
}

const faults: readonly (readonly [fault: string, damage: Damage])[] = [
  ['a pass that blocks', inRules((text) => text.replace(/,pass,1,0,,in,inet46,TCP/, ',block,1,0,,in,inet46,TCP'))],
  [
    'a block that passes',
    inRules((text) => text.replace(/,block,1,0,,in,inet46,any,(?=.*:deny)/, ',pass,1,0,,in,inet46,any,')),
  ],
  ['a lost family', inRules((text) => text.replace(/,in,inet46,TCP/, ',in,inet,TCP'))],
  ['a swapped port', inRules((text) => text.replace(/,10250,/, ',10251,'))],
  ['a protocol swapped', inRules((text) => text.replace(/,TCP,/, ',UDP,'))],
  ['a negation lost', inRules((text) => text.replace(/,1,,(pcl_\w+_net_)/, ',0,,$1'))],
  ['a rule switched off', inRules((text) => text.replace(/^([\da-f-]+),1,/m, '$1,0,'))],
  ['a column without its name', inRules((text) => text.replace('destination_net', 'destination'))],
  ['a guard for the wrong side', inRules((text) => text.replace(/,block,1,1,(opt\d+),in/, ',block,1,0,"$1,$1",in'))],
  ['an id of another version', inRules((text) => text.replace(/^([\da-f]{8}-[\da-f]{4}-)4/m, '$15'))],
  ['a list of literals', inRules((text) => text.replace(/,pcl_\w+,0,,pcl/, ',"10.0.0.1,10.0.0.2",0,,pcl'))],
  ['a port without tcp or udp', inRules((text) => text.replace(/,TCP,/, ',any,'))],
  ['a range with a colon', inRules((text) => text.replace(/,(\d+)-(\d+),0,keep/, ',$1:$2,0,keep'))],
  ['an alias lost', (bundle) => ({ ...bundle, aliases: bundle.aliases.replace(/"name": "pcl_/, '"name": "pcx_') })],
  ['an alias of a wider network', (bundle) => ({ ...bundle, aliases: bundle.aliases.replace(/\.\d+\/32/, '.0/24') })],
  ['an entry with commas', (bundle) => ({ ...bundle, aliases: bundle.aliases.replace('\\n', ',') })],
]

export async function tryBoxFaults(php: Php, samples: readonly Sample[]): Promise<Ran['faults']> {
  const found: Ran['faults'][number][] = []
  for (const [fault, damage] of faults) found.push({ fault, outcome: await tryFault(php, samples, damage) })
  return [...found, { fault: 'what the last bundle left kept on', outcome: await tryLeftovers(php, samples) }]
}

/** The first samples that can carry it: at one of them a packet or a count must tell. */
async function tryFault(
  php: Php,
  samples: readonly Sample[],
  damage: Damage,
): Promise<'caught' | 'NOT CAUGHT' | 'not tried'> {
  let isTried = false
  for (const sample of samples) {
    const bundles = sample.bundles.map((bundle, index) =>
      index === sample.bundles.length - 1 ? damage(bundle) : bundle,
    )
    if (JSON.stringify(bundles) === JSON.stringify(sample.bundles)) continue
    isTried = true
    if ((await boxFaults(php, sample, bundles)).length > 0) return 'caught'
  }
  return isTried ? 'NOT CAUGHT' : 'not tried'
}

async function tryLeftovers(php: Php, samples: readonly Sample[]): Promise<'caught' | 'NOT CAUGHT' | 'not tried'> {
  let isTried = false
  for (const sample of samples.filter(({ bundles }) => bundles.length > 1)) {
    const [old, now] = sample.bundles
    if (old === undefined || now === undefined || !now.rules.includes('(left over')) continue
    isTried = true
    const rules = now.rules.replaceAll(/^.*\(left over: delete\)\n/gm, '')
    if ((await boxFaults(php, sample, [old, { ...now, rules }])).length > 0) return 'caught'
  }
  return isTried ? 'NOT CAUGHT' : 'not tried'
}
