import type { Answer } from '@/lib/query/answer'
import { usageProblem } from '../args'
import type { Command } from '../command'
import { networksOption } from '../designs'
import type { Io } from '../io'
import { answerMarkdown, answerText, recordOfAnswer } from '../output/answer'
import { formatOptions, readFormat, writeJson } from '../output/format'
import { refuseInput, reportProblems } from '../output/problems'
import { styleOf } from '../output/style'
import { loadSubjects, type Subject } from '../subjects'

const formats = ['table', 'json', 'markdown'] as const

export const queryCommand: Command = {
  name: 'query',
  summary: 'whether one packet gets through, and which lines decide',
  operands: 'DESIGN… "SRC -> DST SERVICE"',
  description: [
    'Follows one packet through every box and prints allow or deny for each, with the deciding lines.',
    'SRC and DST: an address, the name of a node, pool, subnet, load balancer or admin entry, controlplane, worker,',
    'nodes, pods, admin, lb, cluster, internet. SERVICE: tcp/6443, udp/8472, icmp/8, icmpv6/128, esp, or a listener.',
    'DESIGN may be what boxes run, as import takes it: then those files alone answer.',
  ],
  options: { networks: networksOption, ...formatOptions(formats) },
  examples: [
    ['portcullis query design.yaml "203.0.113.9 -> cp-1 tcp/50000"', 'may this address use the Talos API?'],
    ['portcullis query design.yaml "web -> controlplane kubelet"', 'names stand for their first address'],
    ['portcullis query backup/ "203.0.113.9 -> cp-1 apid"', 'by the files of the boxes, without a design'],
    ['portcullis query design.yaml "can internet reach web tcp/443?" --json', 'for a script'],
  ],
  run: async (call, io) => {
    const format = readFormat(call, formats)
    if (!format.ok) return refuseInput(io, format.problems)
    const question = call.operands.at(-1)
    const operands = call.operands.slice(0, -1)
    if (question === undefined || operands.length === 0) {
      const example = 'portcullis query design.yaml "203.0.113.9 -> cp-1 tcp/6443"'
      return refuseInput(io, [usageProblem('A design and a question are needed.', `Write ${example}`)])
    }
    const subjects = await loadSubjects(operands, io, call.text('networks'))
    if (subjects === undefined) return 2
    const several = subjects.length > 1
    const answers = subjects.map((subject) => ({ subject, answer: ask(subject, question, several, io) }))
    if (answers.some(({ answer }) => answer === undefined)) return 2
    print(answers, format.value, io)
    return 0
  },
}

interface Asked {
  readonly subject: Subject
  readonly answer: Answer | undefined
}

function ask(subject: Subject, text: string, several: boolean, io: Io): Answer | undefined {
  const answer = subject.ask(text)
  if (answer.ok) return answer.value
  reportProblems(io, answer.problems, several ? subject.name : undefined)
  return undefined
}

function print(asked: readonly Asked[], format: (typeof formats)[number], io: Io): void {
  const answers = asked.flatMap(({ subject, answer }) => (answer === undefined ? [] : [{ name: subject.name, answer }]))
  const [only] = answers
  if (format === 'json') {
    const records = answers.map(({ name, answer }) => ({ design: name, ...recordOfAnswer(answer) }))
    io.out(writeJson(answers.length === 1 && only !== undefined ? recordOfAnswer(only.answer) : records))
    return
  }
  const style = styleOf(io)
  const several = answers.length > 1
  const parts = answers.map(({ name, answer }) => {
    if (format === 'markdown') return answerMarkdown(answer, several ? name : undefined)
    return `${several ? `${name}\n` : ''}${answerText(answer, style)}`
  })
  io.out(parts.join('\n'))
}
