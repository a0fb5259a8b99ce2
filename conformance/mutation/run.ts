/** `npm run conformance:mutation`: how many faults in our own semantics the judges find. See `conformance/README.md`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSuspects } from './build-suspects'
import type { Case } from './cases'
import { huntInCatalogue } from './catalogue-hunt'
import { hireCrew } from './crew'
import { coverMutants, type Hunt, huntMutants, writeHunts } from './hunt'
import { recordPacketCases } from './packet-cases'
import { printHunts } from './report'
import { mutatedGroups } from './scope'
import { recordTalosCases } from './talos-cases'
import { serveMutants } from './worker'

const processes = 2

async function main(): Promise<number> {
  const scale = Number(process.env.PORTCULLIS_SAMPLES ?? '1')
  if (!(scale > 0)) throw new Error('PORTCULLIS_SAMPLES is a factor greater than zero')
  const start = performance.now()
  const say = (text: string): void => console.log(`${text} (${((performance.now() - start) / 1000).toFixed(0)} s)`)

  // `npm run conformance:mutation -- catalogue` hunts in groups whose name begins so; several may be named.
  const asked = process.argv.slice(2)
  const groups = mutatedGroups().filter(({ name }) => asked.length === 0 || asked.some((one) => name.startsWith(one)))
  const built = await buildSuspects(groups)
  say(
    `${built.mutants.length} faults in ${groups.map(({ name }) => name).join(', ')}; ${built.silent} more in words, left out`,
  )

  const isAsked = (judge: string): boolean => groups.some(({ judges }) => judges.some((one) => one === judge))
  const cases: Case[] = []
  for (const [judge, record] of [
    ['Talos', recordTalosCases],
    ['kernel', recordPacketCases],
  ] as const) {
    if (!isAsked(judge)) continue
    const recorded = await record(scale)
    if (!recorded.ok) {
      console.log(`SKIPPED: ${judge}: ${recorded.reason}`)
      return 2
    }
    cases.push(...recorded.cases)
    say(`${judge} has answered ${recorded.cases.length} cases`)
  }
  const folder = dirname(built.bundle)
  mkdirSync(folder, { recursive: true })
  const casesFile = join(folder, 'cases.json')
  writeFileSync(casesFile, JSON.stringify(cases))

  const crew = hireCrew(processes, ['--worker', built.bundle, casesFile])
  const hunts: Hunt[] = []
  if (cases.length > 0) {
    const reach = await coverMutants(crew, cases)
    if (reach.faults.length > 0) {
      crew.close()
      for (const fault of reach.faults.slice(0, 10)) console.log(`disagrees without any fault: ${fault}`)
      return 1
    }
    say(`${reach.casesOf.size} faults are passed by`)
    const judgesOf = new Map(groups.map(({ name, judges }) => [name, judges]))
    const mutants = built.mutants.filter(({ group }) => judgesOf.get(group)?.includes('sufficiency') !== true)
    hunts.push(
      ...(await huntMutants(
        crew,
        mutants,
        cases,
        reach,
        (group) => judgesOf.get(group) ?? [],
        (done) => {
          if (done % 200 === 0) say(`${done} of ${mutants.length} tried`)
        },
      )),
    )
  }
  if (isAsked('sufficiency')) {
    const found = await huntInCatalogue(
      crew,
      built.mutants.filter(({ group }) => group === 'catalogue'),
    )
    if (!found.ok) {
      crew.close()
      console.log(`SKIPPED: sufficiency: ${found.reason}`)
      return 2
    }
    hunts.push(...found.hunts)
    say(`${found.hunts.length} faults of the catalogue tried`)
  }
  crew.close()
  const code = printHunts(hunts)
  say(`\nEverything is in ${writeHunts(folder, hunts, built)}`)
  return code
}

const [, , role, bundle = '', casesFile = ''] = process.argv
if (role === '--worker') serveMutants(bundle, casesFile)
else process.exitCode = await main()
