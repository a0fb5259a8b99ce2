/** Deliberate faults in the files: a judge that does not find them judges nothing. */
import type { DesignInput } from '@/lib/design/design'
import type { Filter } from '@/lib/targets/target'
import { readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import type { Ran } from '../verdict'
import { startTally } from '../verdict'
import { type Member, writeBatch } from './batch'
import { checkInstances, checkRemoval, checkSettled, checkShown, show } from './check-batch'
import { type AppliedPair, checkPairs, pairOf } from './check-pair'
import { startStub } from './stub/provider'
import { makeWorkspace, type Workspace } from './terraform'

type Step = 'fmt' | 'validate' | 'apply' | 'plan' | 'state' | 'rules' | 'second plan' | 'removal'

interface Fault {
  readonly fault: string
  /** Where it must be found. */
  readonly step: Step
  /** The text with the fault; the same text where it cannot carry it. */
  readonly make: (path: string, text: string) => string
}

const inFile = (name: string, make: (text: string) => string) => (path: string, text: string) =>
  path.endsWith(name) ? make(text) : text
const inRules = (make: (text: string) => string) => inFile('security_groups.tf', make)
const inAdmins = (make: (text: string) => string) => inFile('external_access.tf', make)
const anotherPort = inRules((text) => text.replace(/(_port +=) 10250/g, '$1 10255'))

const faults: readonly Fault[] = [
  { fault: 'a sign out of line', step: 'fmt', make: inRules((text) => text.replace(/ +=/, '=')) },
  {
    fault: 'an argument that does not exist',
    step: 'validate',
    make: inRules((text) => text.replace('from_port', 'first_port')),
  },
  {
    fault: 'a group that nobody declares',
    step: 'validate',
    make: inRules((text) => text.replace(/(?<=aws_security_group\.)\w+(?=\.id)/, 'nobody')),
  },
  {
    fault: 'bits behind the length',
    step: 'validate',
    make: inRules((text) => text.replace(/"10\.\d+\.\d+\.0\/(\d+)"/, '"10.0.0.1/$1"')),
  },
  {
    fault: 'a description in quotes',
    step: 'validate',
    make: inRules((text) => text.replace(/description( +)= "/, 'description$1= "\'')),
  },
  {
    fault: 'ports in the wrong order',
    step: 'validate',
    make: inRules((text) => text.replace('from_port                    = 2379', 'from_port                    = 2399')),
  },
  { fault: 'the same rule twice', step: 'apply', make: inRules((text) => repeatFirstRule(text)) },
  { fault: 'another port', step: 'plan', make: anotherPort },
  { fault: 'another port', step: 'state', make: anotherPort },
  { fault: 'another port than we read', step: 'rules', make: anotherPort },
  {
    fault: 'a condition turned round',
    step: 'state',
    make: inRules((text) => text.replaceAll('var.cni_type == ', 'var.cni_type != ')),
  },
  {
    fault: 'a tag that is never the same',
    step: 'second plan',
    make: inRules((text) => text.replace('var.tags, {', 'var.tags, { At = timestamp() }, {')),
  },
  {
    fault: 'rules of admins by number, not by network',
    step: 'removal',
    make: inAdmins((text) =>
      text.replace(/(?<=for_each += ).*/, '{ for n, c in var.allowed_admin_cidrs : tostring(n) => c }'),
    ),
  },
  {
    fault: 'an admin who always stays',
    step: 'removal',
    make: inAdmins((text) =>
      text.replace('toset(var.allowed_admin_cidrs)', 'toset(concat(["196.45.28.20/32"], var.allowed_admin_cidrs))'),
    ),
  },
  {
    fault: 'the wrong group as a source',
    step: 'state',
    make: inRules((text) =>
      text.replace(/(referenced_security_group_id = aws_security_group\.)worker/, '$1control_plane'),
    ),
  },
]

function repeatFirstRule(text: string): string {
  const rule = /resource "aws_vpc_security_group_\w+_rule" "(\w+)" \{\n {2}security[\s\S]*?\n\}\n/.exec(text)
  return rule === null ? text : `${text}\n${rule[0].replace(`"${rule[1]}"`, '"once_more"')}`
}

/** Designs in which no rule is wide enough to hide a fault in another. */
const carriers = ['seed-000-aws', 'seed-000-baremetal', 'dual-stack-onprem']

export async function tryFaults(binary: string, filter: Filter): Promise<Ran['faults']> {
  const members = carriers.map((name) => plainMember(subjectOf(filter, readExample(name))))
  const results: { fault: string; outcome: 'caught' | 'NOT CAUGHT' | 'not tried' }[] = []
  for (const { fault, step, make } of faults) {
    const carrier = members.find(({ subject }) => subject.files.some(({ path, text }) => make(path, text) !== text))
    results.push({
      fault: `${fault} (${step})`,
      outcome: carrier === undefined ? 'not tried' : await isCaught(binary, carrier, step, make),
    })
  }
  const pair = pairOf(filter, { before: readExample('seed-000-aws'), after: readExample('seed-000-aws', lessAdmin) }, 0)
  results.push({
    fault: 'names that change without a word (pair)',
    outcome: (await isCaughtInPair(binary, pair)) ? 'caught' : 'NOT CAUGHT',
  })
  return results
}

/** One of the admins' rules stays, under another name. */
const lessAdmin: Partial<DesignInput> = {
  admin: [{ name: 'office', cidr: '196.45.28.20/32', may: ['kubernetes'] }],
}

/** Without the fault nothing must be found. */
async function isCaughtInPair(binary: string, pair: AppliedPair): Promise<boolean> {
  const found = async (change: (path: string, text: string) => string): Promise<number> => {
    const stub = await startStub()
    const workspace = makeWorkspace(binary, stub.environment)
    const tally = startTally()
    await checkPairs(workspace, [pair], tally, 'pair', change)
    workspace.remove()
    await stub.close()
    return tally.disagreements.filter(({ what }) => /made again|Duplicate/.test(what)).length
  }
  const sound = await found((_, text) => text)
  return sound === 0 && (await found((path, text) => (path.endsWith('moved.tf') ? '' : text))) > 0
}

function plainMember(subject: Subject): Member {
  return { name: 'd0', subject, binding: {}, variant: { site: subject.site, work: subject.work } }
}

async function isCaught(
  binary: string,
  member: Member,
  step: Step,
  make: Fault['make'],
): Promise<'caught' | 'NOT CAUGHT'> {
  const stub = await startStub()
  const workspace = makeWorkspace(binary, stub.environment)
  writeBatch(workspace, [member], make)
  const found = await findAt(workspace, member, step)
  workspace.remove()
  await stub.close()
  return found ? 'caught' : 'NOT CAUGHT'
}

async function findAt(workspace: Workspace, member: Member, step: Step): Promise<boolean> {
  if (step === 'fmt') return (await workspace.run('fmt', '-check', '-recursive')).code !== 0
  await workspace.run('init', '-input=false')
  if (step === 'validate') {
    const { code } = await workspace.run('validate')
    return code !== 0 || (await workspace.run('plan', '-input=false')).code !== 0
  }
  const tally = startTally()
  const { name } = member
  if (step === 'plan') {
    const planned = await workspace.run('plan', '-input=false', '-out=first')
    checkShown(member, await show(workspace, 'first'), tally, name)
    return planned.code === 0 && tally.disagreements.length > 0
  }
  const applied = await workspace.run('apply', '-input=false', '-auto-approve')
  if (step === 'apply') return applied.code !== 0
  const state = await show(workspace)
  if (step === 'state') checkShown(member, state, tally, name)
  else if (step === 'rules') checkInstances(member, state, tally, name)
  else if (step === 'second plan') await checkSettled(workspace, tally, name)
  else await checkRemoval(workspace, [member], state, tally, name)
  return applied.code === 0 && tally.disagreements.length > 0
}
