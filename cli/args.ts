/** From words to a call, with a message for every word that does not fit. */
import { parseArgs } from 'node:util'
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { nearestWord } from '@/lib/text/nearest'
import type { Call, Command, CommandOption } from './command'

const helpOption: CommandOption = { short: 'h', help: 'show this page' }

export function optionsOf(command: Command): Readonly<Record<string, CommandOption>> {
  return { ...command.options, help: helpOption }
}

export function parseCall(command: Command, words: readonly string[]): Result<Call> {
  const options = optionsOf(command)
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { short, value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', multiple: true, ...(short === undefined ? {} : { short }) },
      ]),
    ),
  })
  const values = new Map<string, string[]>()
  const operands: string[] = []
  const problems: Problem[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    const fault = option === undefined ? unknownOption(token.rawName, command) : optionFault(token, option)
    if (fault !== undefined) problems.push(fault)
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ''])
  }
  for (const [name, given] of values) {
    const option = options[name]
    if (given.length > 1 && option?.value !== undefined && option.repeatable !== true) {
      problems.push(usageProblem(`--${name} is given ${given.length} times.`, 'Give it once.'))
    }
  }
  if (problems.length > 0) return failure(problems)
  return success({
    command,
    operands,
    flag: (name) => values.has(name),
    text: (name) => values.get(name)?.at(-1),
    texts: (name) => values.get(name) ?? [],
  })
}

interface OptionToken {
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function optionFault({ rawName, value, inlineValue }: OptionToken, option: CommandOption): Problem | undefined {
  if (option.value === undefined) {
    return value === undefined ? undefined : usageProblem(`${rawName} takes no value.`, `Write ${rawName} alone.`)
  }
  const looksLikeOption = inlineValue !== true && value !== undefined && /^-./.test(value)
  if (value !== undefined && value !== '' && !looksLikeOption) return undefined
  return usageProblem(`${rawName} needs a value.`, `Write ${rawName} ${option.value}.`)
}

function unknownOption(rawName: string, command: Command): Problem {
  const known = Object.keys(optionsOf(command)).map((name) => `--${name}`)
  const meant = nearestWord(rawName, known)
  return usageProblem(
    `${command.name} has no option ${rawName}.`,
    meant === undefined ? `See portcullis ${command.name} --help.` : `Did you mean ${meant}?`,
  )
}

export function usageProblem(message: string, suggestion: string): Problem {
  return { severity: 'error', at: 'usage', message, suggestion }
}
