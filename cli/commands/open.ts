import { resolve } from 'node:path'
import { type Result, success } from '@/lib/design/problem'
import { writeDesign } from '@/lib/design/write-design'
import { usageProblem } from '../args'
import type { Command } from '../command'
import type { Io } from '../io'
import { readLink } from '../links'
import { writeJson } from '../output/format'
import { refuseInput, reportProblems } from '../output/problems'
import { readTextFile } from '../text-file'

export const openCommand: Command = {
  name: 'open',
  summary: 'the design that a link holds',
  operands: 'LINK',
  description: [
    'Prints the design in a link as a design file. LINK is the whole link, what follows its #, a file that holds it, or',
    '- for standard input.',
  ],
  options: { json: { help: 'the design as JSON, defaults filled in' } },
  examples: [
    ["portcullis open 'https://firewall.example.net/#d=1.…' > design.yaml", 'in quotes, because of the #'],
    ['portcullis open firewall/permalink.txt', 'the link of a bundle'],
  ],
  run: async (call, io) => {
    const [operand, ...more] = call.operands
    if (operand === undefined || more.length > 0) {
      const message = operand === undefined ? 'No link is named.' : `${call.operands.length} links are named.`
      return refuseInput(io, [usageProblem(message, "Name one, in quotes: portcullis open 'https://…/#d=1.…'")])
    }
    const text = await linkText(operand, io)
    if (!text.ok) return refuseInput(io, text.problems, operand)
    const design = readLink(text.value.trim())
    reportProblems(io, design.problems, 'link')
    if (!design.ok) return 2
    io.out(call.flag('json') ? writeJson(design.value) : writeDesign(design.value))
    return 0
  },
}

/** A link is seldom the name of a file, so a file that is there is meant. */
async function linkText(operand: string, io: Io): Promise<Result<string>> {
  if (operand === '-') return success(await io.readInput())
  const path = resolve(io.folder, operand)
  return io.files.kind(path) === 'file' ? readTextFile(path, io) : success(operand)
}
