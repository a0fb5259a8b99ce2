/** `npm run bench:peers`: the same policies by the compilers of others, the same proofs by Z3, in one run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Design } from '@/lib/design/design'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { namedCluster } from '../cluster'
import { retellCase } from './case'
import { type Contender, capircaContender, fwbuilderContender } from './contest'
import { compileInto, compileOurs, likeDesigns, proveOurs, targetOf, timeWarm } from './ours'
import { type Form, forms, plainFilters } from './policy'
import { findPeer } from './programs'
import { compareProofs } from './proofs'
import { compareOutputs, type Sameness } from './same'
import { type Timed, timeCommands, timeContender } from './time'

const sizes = [10, 100, 1000]
const titles: Readonly<Record<Form, string>> = { host: 'filter on the node', net: 'destinations spelled out' }

/** `npm run bench:peers`, or one of its parts: `compile`, `prove`, `case`. */
const [part, ...rest] = process.argv.slice(2)
if (part === '--compile') compileInto(rest)
else {
  if (part === undefined || part === 'compile') compareAll(rest)
  if (part === undefined || part === 'prove') proveAll()
  if (part === undefined || part === 'case') retell()
}

/** Clusters of these many nodes and these examples alone, or all sizes and all examples. */
function compareAll(chosen: readonly string[]): void {
  const contenders = findContenders()
  const designs = (chosen.length > 0 ? chosen : [...sizes.map(String), ...exampleNames]).map((name) =>
    exampleNames.includes(name)
      ? { name, design: readExample(name) }
      : { name: `${name} nodes`, design: namedCluster(Number(name)) },
  )
  print(['Seconds of processor, start-up taken off, medians', '', '', ...contenders.map(({ title }) => title)])
  print(['policy', 'form', 'ours, warm', ...contenders.map(() => ''), 'ours, a process of its own', 'and proved, warm'])
  const verdicts: string[][] = []
  for (const { name, design } of designs) {
    for (const form of forms) {
      const filters = plainFilters(design)
      const ours = timeOurs(design, form)
      const timed = contenders.map((contender) => timeContender(contender, filters, form))
      for (const [index, contender] of contenders.entries()) {
        const outputs = timed[index]?.outputs ?? []
        const { compared } = describe(compareOutputs(contender, design, filters, outputs, form))
        verdicts.push([name, titles[form], contender.title, `${countLines(outputs)} lines`, compared])
      }
      print([
        name,
        titles[form],
        seconds(ours.warm),
        ...timed.map(({ cpu }) => `${seconds(cpu)}, ${times(cpu, ours.warm)}, ${times(cpu, ours.fresh.cpu)}`),
        seconds(ours.fresh.cpu),
        seconds(ours.proved),
      ])
    }
  }
  for (const verdict of verdicts) print(verdict)
}

function proveAll(): void {
  const z3 = findPeer('z3')
  if (!z3.ok) {
    print(['SKIPPED: Z3', z3.reason])
    return
  }
  print(['Seconds of processor for the proof that both files of Talos are the policy', 'ours', z3.program.title])
  for (const size of sizes) {
    const { equal, faulty } = compareProofs(namedCluster(size), z3.program)
    for (const [what, pair] of [['equal', equal] as const, ['one source lost', faulty] as const])
      print([
        `${size} nodes, ${what}`,
        seconds(pair.ours),
        `${seconds(pair.z3)}, ${times(pair.z3, pair.ours)}`,
        pair.verdicts,
      ])
  }
}

function findContenders(): readonly Contender[] {
  const capirca = findPeer('capirca')
  const fwbuilder = findPeer('fwbuilder')
  if (!capirca.ok) print(['SKIPPED: Capirca', capirca.reason])
  if (!fwbuilder.ok) print(['SKIPPED: fwbuilder', fwbuilder.reason])
  return [
    ...(capirca.ok ? (['nftables', 'iptables'] as const).map((one) => capircaContender(capirca.program, one)) : []),
    ...(fwbuilder.ok ? [fwbuilderContender(fwbuilder.program)] : []),
  ]
}

/** docs/capirca.md */
function retell(): void {
  const capirca = findPeer('capirca')
  if (!capirca.ok) {
    print(['SKIPPED: the case of docs/capirca.md', capirca.reason])
    return
  }
  for (const [path, isSame] of retellCase(capirca.program))
    print([path, `${capirca.program.title} ${isSame ? 'still writes it, word for word' : 'NOW WRITES SOMETHING ELSE'}`])
}

interface Ours {
  readonly warm: number
  readonly proved: number
  readonly fresh: Omit<Timed, 'outputs'>
}

function timeOurs(design: Design, form: Form): Ours {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-peers-'))
  try {
    const texts = likeDesigns(design)
    const command = (name: string, content: string) => {
      writeFileSync(join(folder, name), content)
      const words = [
        process.execPath,
        process.argv[1] ?? '',
        '--compile',
        join(folder, name),
        form,
        join(folder, 'out'),
      ]
      return { words, cwd: '.', env: {} }
    }
    const empty = JSON.stringify(namedCluster(1))
    return {
      warm: timeWarm(texts, (text) => compileOurs(text, form)),
      proved: timeWarm(texts, (text) => {
        const compiled = compileOurs(text, form)
        const { verdict } = proveOurs(compiled, form)
        if (verdict !== 'equal') throw new Error(`${targetOf[form].id} is ${verdict}`)
      }),
      fresh: timeCommands([command('full.json', JSON.stringify(design))], [command('empty.json', empty)]),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function describe({ packets, meant, wrong, refused }: Sameness): { readonly compared: string } {
  if (refused !== undefined) return { compared: `not read: ${refused}` }
  const asked = `${packets} packets, ${meant} of them meant to pass`
  const [first] = wrong
  if (first === undefined) return { compared: `${asked}: all as the policy says` }
  const which = first.isMeant ? 'is dropped' : 'passes'
  return { compared: `${asked}: ${wrong.length} NOT as the policy says, ${first.packet} ${which}` }
}

function countLines(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0)
}

function seconds(value: number): string {
  return value < 0.0005
    ? '< 1 ms'
    : value < 1
      ? `${(value * 1000).toFixed(value < 0.01 ? 1 : 0)} ms`
      : `${value.toFixed(2)} s`
}

function times(theirs: number, ours: number): string {
  const ratio = Math.max(theirs, 0) / Math.max(ours, 0.0005)
  return `${ratio.toFixed(ratio < 10 ? 1 : 0)} x`
}

function print(cells: readonly string[]): void {
  console.log(cells.join(' | '))
}
