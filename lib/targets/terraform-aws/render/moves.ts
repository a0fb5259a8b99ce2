/**
 * Rules that stay what they are to EC2 while another listener or principal comes to name them. Terraform has to be told,
 * or it makes the one beside the other, which EC2 refuses, and takes the old one away all the same.
 * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
 */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../../target'
import { readConfiguration } from '../read/configuration'
import { ruleKey } from '../read/group-rules'
import { readInstances } from '../read/instances'
import { allSwitches, bindingOf } from '../switches'

export interface Move {
  readonly from: string
  readonly to: string
}

export interface Moves {
  readonly moves: readonly Move[]
  readonly problems: readonly Problem[]
}

/** What EC2 holds by its own key, with Terraform's name of it; for each variant, and first as the files stand. */
type Held = readonly ReadonlyMap<string, string>[]

export function findMoves(previous: FileSet, files: FileSet): Moves {
  const before = heldBy(previous)
  const after = heldBy(files)
  if (before === undefined) return { moves: [], problems: [unreadProblem] }
  if (after === undefined) return { moves: [], problems: [] }
  const declared = new Set(after.flatMap((held) => [...held.values()].map(withoutCount)))
  const moves = new Map<string, string>()
  const taken = new Map<string, string>()
  const unclear = new Set<string>()
  for (const [index, held] of before.entries()) {
    for (const { from, to } of renamed(held, after[index] ?? new Map())) {
      const isFree = (moves.get(from) ?? to) === to && (taken.get(to) ?? from) === from
      // Terraform refuses to move what the files still declare, in whichever variant.
      if (!isFree || declared.has(withoutCount(from)) || !isPlain.test(from)) unclear.add(from)
      moves.set(from, to)
      taken.set(to, from)
    }
  }
  const clear = [...moves].flatMap(([from, to]): Move[] => (unclear.has(from) ? [] : [{ from, to }]))
  const left = renamed(before[0] ?? new Map(), after[0] ?? new Map()).filter(({ from }) => unclear.has(from))
  return {
    moves: clear.sort((a, b) => (a.from < b.from ? -1 : 1)),
    problems: left.length === 0 ? [] : [leftProblem(left.map(({ to }) => to))],
  }
}

function heldBy(files: FileSet): Held | undefined {
  const read = readConfiguration(files.filter(({ path }) => /\.(tf|tfvars)$/.test(path)))
  if (!read.ok) return undefined
  const held: ReadonlyMap<string, string>[] = []
  for (const binding of [{}, ...allSwitches.map(bindingOf)]) {
    const instances = readInstances(read.value, binding)
    if (!instances.ok) return undefined
    held.push(new Map(instances.value.rules.map((rule) => [ruleKey(rule), rule.address])))
  }
  return held
}

function renamed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Move[] {
  return [...before].flatMap(([key, from]) => {
    const to = after.get(key)
    return to === undefined || withoutCount(to) === withoutCount(from) ? [] : [{ from, to }]
  })
}

/** Between one resource and the only one of its count Terraform moves by itself. */
function withoutCount(address: string): string {
  return address.replace(/\[0\]$/, '')
}

/** The last bundle may have been edited: nothing of it is written again but addresses like ours. */
const isPlain = /^aws_vpc_security_group_(in|e)gress_rule\.\w+(\[(\d+|"[0-9A-Fa-f.:/]+")\])?$/

const at = 'terraform-aws/moved.tf'

const unreadProblem: Problem = {
  severity: 'warning',
  at,
  message: 'The last bundle was not read, so it is not known which of its rules only change their name.',
  suggestion: 'If EC2 refuses a duplicate, apply once more.',
}

function leftProblem(names: readonly string[]): Problem {
  return {
    severity: 'warning',
    at,
    message: `A name of the last bundle now stands for another rule, so Terraform cannot be told that ${names.join(', ')} was there before.`,
    suggestion: 'If EC2 refuses a duplicate, apply once more.',
  }
}
