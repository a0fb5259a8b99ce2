/** The proof that Talos' documents are the policy: ours, with the reading of the files, beside Z3 on the same two sets. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Design } from '@/lib/design/design'
import { formatAddress } from '@/lib/net/address'
import { protocolFromNumber } from '@/lib/net/protocol'
import { median, runTimed } from './child'
import { type Compiled, compileOurs, likeDesigns, proveOurs, timeWarm } from './ours'
import { isMeant, type PlainFilter, plainFilters } from './policy'
import type { Program } from './programs'
import { counterexampleOf, type Line, linesOf, nothingToProve, smtOf } from './smt'

export interface Pair {
  /** Seconds of processor. */
  readonly ours: number
  readonly z3: number
  readonly verdicts: string
}

export interface Proofs {
  readonly equal: Pair
  /** One source left out of one rule: both must find a packet. */
  readonly faulty: Pair
}

const runs = 3

export function compareProofs(design: Design, z3: Program): Proofs {
  const compiled = likeDesigns(design).map((text) => compileOurs(text, 'host'))
  const faulty = compiled.map((one): Compiled => {
    const files = one.files.map(({ path, text }) => ({ path, text: isPatch(path) ? withoutOneSource(text) : text }))
    return { ...one, files }
  })
  const filters = plainFilters(design)
  return { equal: compare(compiled, filters, z3), faulty: compare(faulty, filters, z3) }
}

interface Asked {
  readonly filter: PlainFilter
  readonly text: string
}

/** The first is the design itself. */
function compare(compiled: readonly Compiled[], filters: readonly PlainFilter[], z3: Program): Pair {
  const [first] = compiled
  if (first === undefined) throw new Error('nothing was compiled')
  const { verdict } = proveOurs(first, 'host')
  const answers = documentsOf(filters, first).map(({ filter, text }) =>
    askZ3(smtOf(filter, linesOf(text)), filter, linesOf(text), z3),
  )
  return {
    ours: timeWarm(compiled, (one) => proveOurs(one, 'host')),
    z3: answers.reduce((sum, { cpu }) => sum + cpu, 0),
    verdicts: `${verdict}; Z3: ${answers.map(({ answer }) => answer).join(', ')}`,
  }
}

function askZ3(
  text: string,
  filter: PlainFilter,
  lines: readonly Line[],
  z3: Program,
): { cpu: number; answer: string } {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-peers-'))
  try {
    writeFileSync(join(folder, 'proof.smt2'), text)
    writeFileSync(join(folder, 'nothing.smt2'), nothingToProve)
    const done = Array.from({ length: runs }, () => runTimed(z3.command(['proof.smt2'], folder)))
    const nothing = Array.from({ length: runs }, () => runTimed(z3.command(['nothing.smt2'], folder)))
    const cpu = median(done.map((run) => run.cpu)) - median(nothing.map((run) => run.cpu))
    return { cpu, answer: describe(done[0]?.output ?? '', filter, lines) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A packet is only believed where the two sides, asked plainly, do differ about it. */
function describe(output: string, filter: PlainFilter, lines: readonly Line[]): string {
  const found = counterexampleOf(output)
  if (found === undefined) return 'unsat'
  const { source, port } = found
  const protocol = protocolFromNumber(found.protocol)
  const packet = { source, destination: source, protocol, port, arrival: 'wire', phase: 'new' } as const
  const installed = {
    ...filter,
    rules: lines.map((line, at) => ({ ...line, name: `line ${at}`, sources: [line.source] })),
  }
  if (isMeant(filter, packet) === isMeant(installed, packet))
    throw new Error(`Z3's packet tells nothing apart: ${output}`)
  return `${formatAddress(source)} ${String(protocol)}/${port}`
}

function documentsOf(filters: readonly PlainFilter[], { base, files }: Compiled): readonly Asked[] {
  return filters.map((filter) => {
    const role = base.site.members.find(({ name }) => name === filter.member)?.role ?? ''
    const file = files.find(({ path }) => path.includes(role) && isPatch(path))
    if (file === undefined) throw new Error(`no file is for ${filter.member}`)
    return { filter, text: file.text }
  })
}

function isPatch(path: string): boolean {
  return path.endsWith('.patch.yaml')
}

/** The last source of the file's last rule that has several. */
function withoutOneSource(text: string): string {
  const lines = text.split('\n')
  const at = lines.findLastIndex((line, index) => isSubnet(line) && isSubnet(lines[index - 1] ?? ''))
  return lines.filter((_, index) => index !== at).join('\n')
}

function isSubnet(line: string): boolean {
  return /^\s*- subnet: /.test(line)
}
