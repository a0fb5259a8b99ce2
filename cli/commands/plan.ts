import { resolve } from 'node:path'
import type { BundleFile } from '@/lib/bundle/bundle-file'
import { makeManifest, manifestPath, writeManifest } from '@/lib/bundle/manifest'
import { formatPacket } from '@/lib/net/packet'
import { type Plan, planChange } from '@/lib/plan/plan'
import type { Stages, Written } from '@/lib/plan/stage'
import { machinesInWords, planMarkdown, summarisePlan } from '@/lib/plan/words'
import type { Command } from '../command'
import { type LoadedDesign, loadPair, networksOption } from '../designs'
import type { Io } from '../io'
import { formatOptions, readFormat, writeJson } from '../output/format'
import { refuseInput, reportProblems } from '../output/problems'
import { writeFolder } from '../write-folder'

const formats = ['table', 'json', 'markdown'] as const

export const planCommand: Command = {
  name: 'plan',
  summary: 'the order in which to change a running cluster from one design to another',
  operands: 'OLD NEW',
  description: [
    'Opens every box to both designs, then changes the machines, then closes what is no longer wanted. Every state on',
    'the way is proved to keep etcd, the Talos and Kubernetes APIs, trustd, the overlay and a way in for an admin.',
    'With -o the files are written too: widened/ and new/, and for the way back old/ and again/ (the widened ones).',
  ],
  options: {
    networks: networksOption,
    output: { short: 'o', value: 'DIR', help: 'write the files and PLAN.md here' },
    force: { help: 'replace files this tool did not write' },
    ...formatOptions(formats),
  },
  examples: [
    ['portcullis plan old.yaml new.yaml', 'the steps'],
    ['portcullis plan old.yaml new.yaml -o change', 'with the files of each step'],
    ['portcullis plan old.yaml new.yaml --format markdown', 'for a change request'],
  ],
  run: async (call, io) => {
    const format = readFormat(call, formats)
    if (!format.ok) return refuseInput(io, format.problems)
    const pair = await loadPair(call, io, 'A plan leads from one design to another.')
    if (pair === undefined) return 2
    const [before, after] = pair
    const plan = planChange(before.design, after.design)
    if (!plan.ok) {
      reportProblems(io, plan.problems)
      return 1
    }
    const title = `${before.name} → ${after.name}`
    const folder = call.text('output')
    if (folder !== undefined) {
      const written = writeFolder(
        resolve(io.folder, folder),
        planFiles(title, after, plan.value),
        call.flag('force'),
        io.files,
      )
      if (!written.ok) return refuseInput(io, written.problems)
    }
    print(title, plan.value, format.value, io)
    return 0
  },
}

function print(title: string, plan: Plan, format: (typeof formats)[number], io: Io): void {
  switch (format) {
    case 'json':
      io.out(
        writeJson({
          steps: plan.steps,
          shorter: plan.shorter.map(recordOfFault),
          unmet: plan.unmet.map(recordOfFault),
        }),
      )
      break
    case 'markdown':
      io.out(planMarkdown(title, plan))
      break
    case 'table':
      io.out(planText(plan))
  }
}

function recordOfFault({ sentence, packet }: Plan['shorter'][number]) {
  return { sentence, packet: formatPacket(packet) }
}

function planText(plan: Plan): string {
  const steps = plan.steps.flatMap((step, index) => [
    `${index + 1}. ${step.title}`,
    ...(step.machines.length < 2 ? [] : [`   ${machinesInWords(step)}`]),
    ...step.notes.map((note) => `   ${note}`),
    ...step.commands.map((line) => `     ${line}`),
    ...(step.back.length === 0 ? [] : ['   The way back:', ...step.back.map((line) => `     ${line}`)]),
  ])
  const because = plan.shorter.map((fault) => `- ${fault.sentence} ${formatPacket(fault.packet)}`)
  const unmet = plan.unmet.map((fault) => `- ${fault.sentence} ${formatPacket(fault.packet)}`)
  return [
    summarisePlan(plan),
    ...steps,
    ...(because.length === 0 ? [] : ['', 'Why not in fewer steps:', ...because]),
    ...(unmet.length === 0 ? [] : ['', 'What the designs themselves keep out:', ...unmet]),
    '',
  ].join('\n')
}

/** Both stages, each in a folder of its own, and the plan to read beside them. */
function planFiles(title: string, { design }: LoadedDesign, plan: Plan): readonly BundleFile[] {
  const { both, new: last } = plan.stages
  const own = (path: string, text: string): BundleFile => ({ path, text, target: undefined, use: 'read' })
  const files = [
    ...(plan.steps.some(({ phase }) => phase === 'widen') ? stageFiles('widened', both) : []),
    ...stageFiles('new', last),
    ...backFolders(plan.stages).flatMap(({ folder, targets }) => stageFiles(folder, { targets })),
    own('PLAN.md', planMarkdown(title, plan)),
  ]
  return [...files, own(manifestPath, writeManifest(makeManifest(design.name, [], files)))]
}

/** One where both phases go back to the same files. */
function backFolders({ undo }: Stages): Written[] {
  return [undo.widen, undo.narrow].filter(({ folder }, index, all) => all[index - 1]?.folder !== folder)
}

function stageFiles(folder: string, { targets }: Pick<Written, 'targets'>): BundleFile[] {
  return targets.flatMap(({ id, files }) =>
    files.map(({ path, text, use }) => ({ path: `${folder}/${path}`, text, target: id, use })),
  )
}
