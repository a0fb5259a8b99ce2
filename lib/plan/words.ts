/** A plan for people: numbered steps, each with the files, what to know, and the way back. */
import { formatPacket } from '../net/packet'
import { escapeMarkdown, markdownCode } from '../text/markdown'
import type { Fault, Plan } from './plan'
import type { Step } from './steps'

/** More machines than this are counted, not listed. */
const mostNamed = 8

export function machinesInWords({ machines }: Step): string {
  const rest = machines.length - mostNamed
  return rest <= 0 ? machines.join(', ') : `${machines.slice(0, mostNamed).join(', ')} and ${rest} more`
}

export function summarisePlan({ steps, stages }: Plan): string {
  if (steps.length === 0) return 'Nothing to apply: the two designs open the same and have the same machines.'
  const count = (phase: Step['phase']) => steps.filter((step) => step.phase === phase).length
  const parts = [
    [count('widen'), 'to open to both'],
    [count('machines'), 'to change machines'],
    [count('narrow'), stages.narrows ? 'to close what is no longer wanted' : 'to apply the files of the new design'],
  ] as const
  const words = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  return `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}: ${words.join(', ')}.`
}

export function planMarkdown(title: string, plan: Plan): string {
  const parts = [
    `# ${escapeMarkdown(title)}\n\n${summarisePlan(plan)}\n`,
    plan.steps.length === 0 ? '' : safety,
    plan.steps.map((step, index) => stepMarkdown(step, index + 1)).join('\n'),
    faults('Why not in fewer steps', plan.shorter),
    faults('What the designs themselves keep out', plan.unmet),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** Said once, above the steps. */
const safety = `Every state between two steps was checked: etcd, the Talos API from control planes to every node, the Kubernetes API,
trustd and the overlay stay reachable, and one admin network reaches two control planes where there are two.

- Test each step with a **new** connection before the next one: connections that are open may outlive a cut.
- Where the product can try a change (\`--mode=try\`), try it, test, and only then keep it.
`

function stepMarkdown(step: Step, number: number): string {
  const lines = [
    `## ${number}. ${escapeMarkdown(step.title)}`,
    '',
    ...(step.machines.length === 0 ? [] : [`- Machines: ${escapeMarkdown(machinesInWords(step))}`]),
    ...(step.files.length === 0 ? [] : [`- Files: ${step.files.map(markdownCode).join(', ')}`]),
    ...step.notes.map((note) => `- ${escapeMarkdown(note)}`),
    ...commandBlock('', step.commands),
    ...commandBlock('The way back:', step.back),
  ]
  return `${lines.join('\n')}\n`
}

/** A command holds no fence: names in it are quoted, and a backquote is no part of a path or an address. */
function commandBlock(title: string, commands: readonly string[]): string[] {
  if (commands.length === 0) return []
  return [
    '',
    ...(title === '' ? [] : [title, '']),
    '```sh',
    ...commands.map((line) => line.replaceAll('```', '')),
    '```',
  ]
}

function faults(title: string, list: readonly Fault[]): string {
  if (list.length === 0) return ''
  const lines = list.map(
    ({ sentence, packet }) => `- ${escapeMarkdown(sentence)} ${markdownCode(formatPacket(packet))}`,
  )
  return `## ${title}\n\n${lines.join('\n')}\n`
}
