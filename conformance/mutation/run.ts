/** `npm run conformance:mutation`: how many faults in our own semantics the judges find. See `conformance/README.md`. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { answersOf } from './answers'
import { buildSuspects } from './build-suspects'
import { huntInCatalogue } from './catalogue-hunt'
import { chooseMutants, readWords } from './choose'
import { hireCrew } from './crew'
import { startHardeningJudge } from './hardening-judge'
import { type Hunt, huntMutants, writeHunts } from './hunt'
import { huntInWriting, type WritingJudge } from './hunt-written'
import { startPolicyJudge } from './kubernetes-judge'
import { reachOf } from './reach'
import { printHunts } from './report'
import { isLive, type Judging, mutatedGroups } from './scope'
import { readCases, serveMutants } from './worker'
import { type WrittenTarget, writtenTargets } from './written'

const processes = 3

const writingJudges: Readonly<Record<WrittenTarget, () => Promise<WritingJudge | string>>> = {
  hardening: startHardeningJudge,
  kubernetes: startPolicyJudge,
}

async function main(): Promise<number> {
  const scale = Number(process.env.PORTCULLIS_SAMPLES ?? '1')
  if (!(scale > 0)) throw new Error('PORTCULLIS_SAMPLES is a factor greater than zero')
  const start = performance.now()
  const say = (text: string): void => console.log(`${text} (${((performance.now() - start) / 1000).toFixed(0)} s)`)

  const asked = readWords(process.argv.slice(2))
  const groups = mutatedGroups()
  const built = await buildSuspects(groups)
  const folder = dirname(built.bundle)
  const chosen = chooseMutants(asked, built.mutants, folder)
  say(
    `${built.mutants.length} faults in ${groups.map(({ name }) => name).join(', ')}; left out are ${built.silent.words} more in words and ${built.silent.names} in how files are told apart by name; ${chosen.length} are tried`,
  )

  const judgesOf = new Map(groups.map(({ name, judges }) => [name, judges]))
  const isJudgedBy = (group: string, judge: Judging): boolean => judgesOf.get(group)?.includes(judge) === true
  const isAsked = (name: string): boolean => chosen.some(({ group }) => group.startsWith(name))
  const casesFile = join(folder, 'cases.json')
  const askedGroups = groups.filter(({ name }) => isAsked(name))
  const recorded = await answersOf(askedGroups, { folder, isAgain: asked.isAgain, scale, say })
  if (recorded === undefined) return 2
  writeFileSync(casesFile, JSON.stringify(recorded))
  const { cases, disagreements: readingDisagreements } = readCases(casesFile)
  let disagreements = readingDisagreements

  const crew = hireCrew(processes, ['--worker', built.bundle, casesFile])
  const hunts: Hunt[] = []
  if (cases.length > 0) {
    const reach = await reachOf(crew, cases, built.mutants, { bundle: built.bundle, casesFile })
    if (reach.faults.length > 0) {
      crew.close()
      for (const fault of reach.faults.slice(0, 10)) console.log(`disagrees without any fault: ${fault}`)
      return 1
    }
    say(`${reach.casesOf.size} faults are passed by`)
    const mutants = chosen.filter(({ group }) => judgesOf.get(group)?.some((judge) => !isLive(judge)))
    hunts.push(
      ...(await huntMutants(
        crew,
        mutants,
        cases,
        reach,
        (group) => judgesOf.get(group) ?? [],
        (done, far) => {
          if (done % 100 === 0) say(`${done} of ${mutants.length} tried`)
          // What is cut off keeps what it has found.
          if (done % 25 === 0) writeHunts(folder, far, built)
        },
      )),
    )
  }
  const bySoftware = chosen.filter(({ group }) => isJudgedBy(group, 'sufficiency'))
  if (bySoftware.length > 0) {
    const found = await huntInCatalogue(crew, bySoftware, (done, far) => {
      if (done % 100 === 0) say(`${done} of ${bySoftware.length} of the catalogue and the policy tried`)
      if (done % 25 === 0) writeHunts(folder, [...hunts, ...far], built)
    })
    if (!found.ok) {
      crew.close()
      console.log(`SKIPPED: sufficiency: ${found.reason}`)
      return 2
    }
    hunts.push(...found.hunts)
    disagreements += found.disagreements.length
    for (const what of found.disagreements) console.log(`disagrees without any fault: ${what}`)
    say(`${found.hunts.length} faults of the catalogue and the policy tried`)
  }
  for (const target of writtenTargets) {
    const ofTarget = chosen.filter(({ group }) => groups.some((one) => one.name === group && one.written === target))
    if (ofTarget.length === 0) continue
    const judge = await writingJudges[target]()
    if (typeof judge === 'string') {
      crew.close()
      console.log(`SKIPPED: ${target}: ${judge}`)
      return 2
    }
    const found = await huntInWriting(crew, target, ofTarget, judge, (done, far) => {
      if (done % 25 === 0) writeHunts(folder, [...hunts, ...far], built)
      if (done % 100 === 0) say(`${target}: ${done} of ${ofTarget.length} tried`)
    })
    await judge.close()
    hunts.push(...found.hunts)
    disagreements += found.disagreements.length
    for (const what of found.disagreements) console.log(`disagrees without any fault: ${what}`)
  }
  crew.close()
  const records = writeHunts(folder, hunts, built)
  const code = printHunts({ records, mutants: built.mutants, isAsked })
  say(`\nEverything is in ${folder}`)
  return Math.max(code, disagreements > 0 ? 1 : 0)
}

const [, , role, bundle = '', casesFile = ''] = process.argv
if (role === '--worker') serveMutants(bundle, casesFile)
else process.exitCode = await main()
