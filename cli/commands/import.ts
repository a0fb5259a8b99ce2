import type { Design } from '@/lib/design/design'
import { type Result, success } from '@/lib/design/problem'
import { importFiles, wholeDesign } from '@/lib/import/import-files'
import type { ReachLine } from '@/lib/import/list-reach'
import type { Imported, Note } from '@/lib/import/note'
import { writeImported } from '@/lib/import/write-imported'
import { usageProblem } from '../args'
import type { Command } from '../command'
import { type Brought, readBrought } from '../import-operands'
import type { Io } from '../io'
import { writeJson } from '../output/format'
import { refuseInput, reportProblems } from '../output/problems'

export const importCommand: Command = {
  name: 'import',
  summary: 'a design from the files that boxes run now',
  operands: 'FILE…',
  description: [
    'Reads what is there already and prints the design that says the same. FILE is a file, a folder, a pattern in quotes, an',
    'archive, a link, or - for standard input: machine configurations in both layouts, firewall documents, the output of',
    'talosctl get mc or get nftableschain -o yaml, talconfig.yaml, Omni templates, Cluster API manifests, Terraform modules',
    'and states, aws ec2 describe-security-groups, backups of pfSense, bundles and designs.',
    'What was understood, passed over, assumed and cannot be proved, and who reaches what, goes to standard error first.',
    'Certificates, keys and tokens are not read. What no file says is marked "# assumed", and the exit code is 1 until',
    '--assume takes it on.',
  ],
  options: {
    assume: { help: 'take on what no file says: exit code 0 with assumed parts too' },
    json: { help: 'the design, the notes and the assumptions as JSON' },
  },
  examples: [
    ['portcullis import controlplane.yaml worker.yaml > design.yaml', 'from machine configurations'],
    ['talosctl get mc -o yaml | portcullis import - --assume > design.yaml', 'from what the machines hold'],
    ['portcullis import backup/ config.xml --json | jq .reach', 'who reaches what, by the files alone'],
  ],
  run: async (call, io) => {
    if (call.operands.length === 0) {
      return refuseInput(io, [usageProblem('No file is named.', 'Name files or folders, or - for standard input.')])
    }
    const brought = await readBrought(call.operands, io)
    if (!brought.ok) return refuseInput(io, brought.problems)
    const imported = importBrought(brought.value)
    reportProblems(io, imported.problems)
    if (!imported.ok) return 2
    const { value } = imported
    report(value, io)
    io.out(call.flag('json') ? writeJson(recordOf(value)) : writeImported(value))
    const isKnown = value.assumed.length === 0 || call.flag('assume')
    if (!isKnown) io.err(`${value.assumed.length} parts are assumed: check them, then add --assume\n`)
    return isKnown ? 0 : 1
  },
}

function importBrought(brought: Brought): Result<Imported> {
  return brought.kind === 'files' ? importFiles(brought.files) : importLink(brought.design)
}

function importLink(design: Result<Design>): Result<Imported> {
  return design.ok ? success(wholeDesign(design.value, undefined), design.problems) : design
}

function report({ understood, ignored, unprovable, assumed, reach }: Imported, io: Io): void {
  section(io, 'understood', understood)
  section(io, 'passed over', ignored)
  section(io, 'not provable', unprovable)
  section(
    io,
    'assumed',
    assumed.map(({ path, text }) => ({ text: `${path.join('/')}: ${text}` })),
  )
  section(io, 'who reaches what, by these files alone', reach.map(noteOfReach))
}

function noteOfReach({ at, services, from, to, internet }: ReachLine): Note {
  const where = to.length === 0 ? '' : ` to ${to.join(', ')}`
  return { text: `${internet ? '! ' : ''}${at.join(', ')}: ${services.join(' ')} from ${from.join(', ')}${where}` }
}

function section(io: Io, title: string, notes: readonly Note[]): void {
  if (notes.length === 0) return
  const lines = notes.map(({ at, text }) => `  ${at === undefined ? '' : `${at.file}:${at.line}: `}${text}\n`)
  io.err(`${title}:\n${lines.join('')}`)
}

function recordOf({ design, understood, ignored, unprovable, assumed, reach }: Imported) {
  return {
    reach,
    design,
    understood,
    ignored,
    unprovable,
    assumed: assumed.map(({ path, text }) => ({ at: path.join('/'), text })),
  }
}
