/** One bundle applied over another: what stays the same to EC2 must not be made anew, and the rest must come and go. */
import type { Filter } from '@/lib/targets/target'
import type { DesignPair } from '@/lib/testing/arbitrary-pair'
import { type Subject, subjectOf } from '@/lib/testing/subject'
import { disagree, type Tally } from '../verdict'
import { type Member, type Shown, writeBatch } from './batch'
import { checkSettled, checkShown, show, succeeds } from './check-batch'
import { keyOf } from './stub/ec2'
import type { Workspace } from './terraform'

export interface AppliedPair {
  readonly before: Member
  readonly after: Member
}

/** Both with the same values of the switches: every other pair as the files stand. */
export function pairOf(filter: Filter, { before, after }: DesignPair, index: number): AppliedPair {
  const old = subjectOf(filter, before)
  const next = subjectOf(filter, after, { previous: old.files })
  const variant = index % 2 === 0 ? undefined : next.variants[index % next.variants.length]
  const binding = variant?.site.variables ?? {}
  const member = (subject: Subject): Member => ({
    ...{ name: `d${index}`, subject, binding },
    variant: variant ?? { site: subject.site, work: subject.work },
  })
  return { before: member(old), after: member(next) }
}

export async function checkPairs(
  workspace: Workspace,
  pairs: readonly AppliedPair[],
  tally: Tally,
  where: string,
  change: (path: string, text: string) => string = (_, text) => text,
): Promise<void> {
  const run = (...given: readonly string[]): Promise<boolean> =>
    succeeds(workspace, tally, where, ...given, '-input=false', '-no-color')
  writeBatch(
    workspace,
    pairs.map(({ before }) => before),
  )
  if (!(await run('init')) || !(await run('apply', '-auto-approve'))) return
  writeBatch(
    workspace,
    pairs.map(({ after }) => after),
    change,
  )
  const formatted = await workspace.run('fmt', '-check', '-recursive')
  if (formatted.code !== 0) disagree(tally, where, `fmt would change ${formatted.stdout.trim()}${formatted.stderr}`)
  if (!(await run('plan', '-out=second'))) return
  const planned = await show(workspace, 'second')
  const again = madeAnew(planned)
  if (again.length > 0) disagree(tally, where, `destroyed and made again: ${again.slice(0, 3).join('; ')}`)
  if (!(await succeeds(workspace, tally, where, 'apply', '-input=false', '-no-color', 'second'))) return
  const state = await show(workspace)
  for (const { after } of pairs) {
    checkShown(after, state, tally, `${where} ${after.name} after`)
    tally.cases++
  }
  await checkSettled(workspace, tally, where)
  tally.notes.push(`${where} ${countMoved(planned)} rules kept under another name`)
}

/** Addresses of rules that EC2 would be asked for while it still holds the same. */
function madeAnew({ resource_changes: changes = [] }: Shown): string[] {
  const destroyed = new Set(
    changes.flatMap(({ type, change }) =>
      change.actions.includes('delete') && change.before ? [keyOf(type, change.before)] : [],
    ),
  )
  return changes.flatMap(({ address, type, change }) =>
    change.actions.join() === 'create' && change.after && destroyed.has(keyOf(type, change.after)) ? [address] : [],
  )
}

function countMoved({ resource_changes: changes = [] }: Shown): number {
  return changes.filter((change) => change.previous_address !== undefined).length
}
