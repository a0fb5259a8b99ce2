import { optionsOf } from '../args'
import type { Command } from '../command'
import { writeTextTable } from './text-table'

export function writeCommandHelp(command: Command): string {
  const options = Object.entries(optionsOf(command)).map(([name, { short, value, help, repeatable }]): string[] => {
    const words = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
    return [`  ${words}`, repeatable === true ? `${help}; may be repeated` : help]
  })
  const [firstOption = [], ...moreOptions] = options
  const examples = command.examples.map(([line, purpose]) => `  ${line}\n      ${purpose}\n`)
  return [
    `Usage: portcullis ${command.name}${command.operands === '' ? '' : ` ${command.operands}`} [options]\n`,
    `${command.description.join('\n')}\n`,
    `Options:\n${writeTextTable(firstOption, moreOptions)}`,
    `Examples:\n${examples.join('')}`,
  ].join('\n')
}

export function writeHelp(commands: readonly Command[]): string {
  const rows = commands.map((command) => [`  ${command.name} ${command.operands}`.trimEnd(), command.summary])
  const [first = [], ...more] = rows
  return [
    'Usage: portcullis COMMAND …\n',
    'Draws the firewall of a Talos Linux cluster from one design file, writes it for every box, and proves that the\nfiles let through exactly what the design says.\n',
    `Commands:\n${writeTextTable(first, more)}`,
    'DESIGN is a file, a pattern in quotes, - for standard input, or a link. Results go to standard output, messages to\nstandard error. Exit code: 0 fine, 1 the answer is bad news, 2 wrong input or usage.\n',
    'portcullis COMMAND --help tells more.\n',
  ].join('\n')
}
