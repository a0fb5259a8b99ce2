/** Finds the command, reads its words, runs it. */
import { nearestWord } from '@/lib/text/nearest'
import packageFile from '../package.json'
import { parseCall, usageProblem } from './args'
import type { Command } from './command'
import { diffCommand } from './commands/diff'
import { importCommand } from './commands/import'
import { initCommand } from './commands/init'
import { linkCommand } from './commands/link'
import { lintCommand } from './commands/lint'
import { newTargetCommand } from './commands/new-target'
import { openCommand } from './commands/open'
import { planCommand } from './commands/plan'
import { queryCommand } from './commands/query'
import { renderCommand } from './commands/render'
import { rulesCommand } from './commands/rules'
import { verifyCommand } from './commands/verify'
import type { ExitCode, Io } from './io'
import { writeCommandHelp, writeHelp } from './output/help'
import { refuseInput } from './output/problems'
import { reasonOf } from './text-file'

const commands: readonly Command[] = [
  initCommand,
  rulesCommand,
  renderCommand,
  verifyCommand,
  queryCommand,
  lintCommand,
  diffCommand,
  planCommand,
  importCommand,
  linkCommand,
  openCommand,
  newTargetCommand,
]

export async function runCommandLine(words: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = words
  if (name === '--version' || name === '-V') {
    io.out(`${packageFile.version}\n`)
    return 0
  }
  if (name === '--help' || name === '-h' || name === 'help') return help(rest[0], io)
  if (name === undefined) {
    io.err(writeHelp(commands))
    return 2
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (command === undefined) return refuseInput(io, [unknownCommand(name)])
  const call = parseCall(command, rest)
  if (rest.includes('--help') || (call.ok && call.value.flag('help'))) return help(name, io)
  if (!call.ok) return refuseInput(io, call.problems)
  try {
    return await command.run(call.value, io)
  } catch (error) {
    if (!isOfSystem(error)) throw error
    const suggestion = 'Check the path and who may read it.'
    return refuseInput(io, [{ severity: 'error', at: error.path, message: `${reasonOf(error)}.`, suggestion }])
  }
}

/** A folder that may not be read, a disk that is gone: no fault of ours, and said as one of the path. */
function isOfSystem(error: unknown): error is Error & { readonly path: string } {
  return error instanceof Error && 'errno' in error && 'path' in error && typeof error.path === 'string'
}

function help(name: string | undefined, io: Io): ExitCode {
  const command = commands.find((candidate) => candidate.name === name)
  if (name !== undefined && command === undefined) return refuseInput(io, [unknownCommand(name)])
  io.out(command === undefined ? writeHelp(commands) : writeCommandHelp(command))
  return 0
}

function unknownCommand(name: string) {
  const meant = nearestWord(
    name,
    commands.map((command) => command.name),
  )
  const cure = meant === undefined ? 'See portcullis --help.' : `Did you mean ${meant}?`
  return usageProblem(`There is no command "${name}".`, cure)
}
