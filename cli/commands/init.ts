import { templateById, templates } from '@/lib/design/templates/templates'
import { nearestWord } from '@/lib/text/nearest'
import { usageProblem } from '../args'
import type { Command } from '../command'
import { writeCommentedDesign } from '../output/commented-design'
import { refuseInput } from '../output/problems'

const [first] = templates

export const initCommand: Command = {
  name: 'init',
  summary: 'a design file to start from',
  operands: '',
  description: [
    'Prints a design file with a comment for every key. Templates:',
    ...templates.map(({ id, summary }) => `  ${id}: ${summary}`),
  ],
  options: {
    template: { value: 'ID', help: `what to start from: ${templates.map(({ id }) => id).join(', ')} [${first?.id}]` },
  },
  examples: [
    ['portcullis init > design.yaml', 'then edit it and ask portcullis rules design.yaml'],
    [`portcullis init --template ${templates.at(-1)?.id} > design.yaml`, 'another start'],
  ],
  run: async (call, io) => {
    if (call.operands.length > 0) {
      const [operand] = call.operands
      return refuseInput(io, [
        usageProblem(`init takes no ${operand}.`, 'It prints the file: portcullis init > design.yaml'),
      ])
    }
    const id = call.text('template') ?? first?.id ?? ''
    const template = templateById(id)
    if (template !== undefined) {
      io.out(writeCommentedDesign(template.design()))
      return 0
    }
    const ids = templates.map((one) => one.id)
    const meant = nearestWord(id, ids)
    const cure = meant === undefined ? `There are ${ids.join(', ')}.` : `Did you mean ${meant}?`
    return refuseInput(io, [usageProblem(`No template is called "${id}".`, cure)])
  },
}
