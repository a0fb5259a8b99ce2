import type { Design } from '@/lib/design/design'
import { type Result, success } from '@/lib/design/problem'
import { importFiles, wholeDesign } from '@/lib/import/import-files'
import type { Imported } from '@/lib/import/note'
import { matrixOf } from '@/lib/import/reach-matrix'
import { writeImported } from '@/lib/import/write-imported'
import { usageProblem } from '../args'
import type { Command } from '../command'
import { type Brought, readBrought } from '../import-operands'
import type { ExitCode, Io } from '../io'
import { formatOptions, readFormat, writeJson } from '../output/format'
import { matrixMarkdown, matrixText, reportImported } from '../output/imported'
import { refuseInput, reportProblems } from '../output/problems'

const formats = ['table', 'json', 'markdown'] as const

export const importCommand: Command = {
  name: 'import',
  summary: 'a design from the files that boxes run now',
  operands: 'FILE…',
  description: [
    'Reads what is there already and prints the design that says the same. FILE is a file, a folder, a pattern in quotes, an',
    'archive, a link, or - for standard input: machine configurations in both layouts, firewall documents, the output of',
    'talosctl get mc or get nftableschain -o yaml, talconfig.yaml, Omni templates, Cluster API manifests, Terraform modules',
    'states and plans, aws ec2 describe-security-groups and -group-rules, nft files, backups of pfSense, bundles, designs.',
    'What was understood, passed over, assumed and cannot be proved, and who reaches what, goes to standard error first.',
    'Certificates, keys and tokens are not read. What no file says is marked "# assumed", and the exit code is 1 until',
    '--assume takes it on.',
  ],
  options: {
    assume: { help: 'take on what no file says: exit code 0 with assumed parts too' },
    reach: { help: 'print who reaches what by the files alone, instead of a design' },
    ...formatOptions(formats),
  },
  examples: [
    ['portcullis import controlplane.yaml worker.yaml > design.yaml', 'from machine configurations'],
    ['talosctl get mc -o yaml | portcullis import - --assume > design.yaml', 'from what the machines hold'],
    ['portcullis import backup/ config.xml --reach', 'who reaches what, by the files alone'],
    ['portcullis import backup/ --reach --format markdown', 'the same for a review'],
  ],
  run: async (call, io) => {
    const format = readFormat(call, formats)
    if (!format.ok) return refuseInput(io, format.problems)
    if (call.operands.length === 0) {
      return refuseInput(io, [usageProblem('No file is named.', 'Name files or folders, or - for standard input.')])
    }
    const brought = await readBrought(call.operands, io)
    if (!brought.ok) return refuseInput(io, brought.problems)
    const imported = importBrought(brought.value)
    reportProblems(io, imported.problems)
    if (!imported.ok) return 2
    const { value } = imported
    reportImported(io, value)
    if (call.flag('reach')) return printReach(value, format.value, io)
    io.out(format.value === 'json' ? writeJson(recordOf(value)) : writeImported(value))
    const isKnown = value.assumed.length === 0 || call.flag('assume')
    if (!isKnown) io.err(`${value.assumed.length} parts are assumed: check them, then add --assume\n`)
    return isKnown ? 0 : 1
  },
}

function importBrought(brought: Brought): Result<Imported> {
  if (brought.kind === 'link') return importLink(brought.design)
  const imported = importFiles(brought.files)
  if (!imported.ok) return imported
  return { ...imported, value: { ...imported.value, ignored: [...imported.value.ignored, ...brought.passed] } }
}

function importLink(design: Result<Design>): Result<Imported> {
  return design.ok ? success(wholeDesign(design.value, undefined), design.problems) : design
}

function printReach({ reach, design }: Imported, format: (typeof formats)[number], io: Io): ExitCode {
  const matrix = matrixOf(reach, design)
  if (format === 'json') io.out(writeJson({ matrix, reach }))
  else io.out(format === 'markdown' ? matrixMarkdown(matrix) : matrixText(matrix))
  return 0
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
