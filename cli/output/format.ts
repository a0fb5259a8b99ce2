/** `--format` and its short form `--json`. */
import { failure, type Result, success } from '@/lib/design/problem'
import { nearestWord } from '@/lib/text/nearest'
import { usageProblem } from '../args'
import type { Call, CommandOption } from '../command'

export type Format = 'table' | 'json' | 'csv' | 'markdown' | 'sarif'

export function formatOptions(formats: readonly Format[]): Readonly<Record<string, CommandOption>> {
  return {
    format: { value: 'FORMAT', help: `${formats.join(', ')} [${formats[0]}]` },
    json: { help: 'the same as --format json' },
  }
}

/** Every command that has formats has `json` among them, and prints the first when nobody says otherwise. */
export function readFormat<Known extends Format>(
  call: Call,
  formats: readonly ['table', ...Known[]],
): Result<Known | 'table'> {
  const given = call.text('format')
  const format = formats.find((candidate) => candidate === given)
  if (given !== undefined && format === undefined) {
    const meant = nearestWord(given, formats)
    const cure = meant === undefined ? `Use ${formats.join(', ')}.` : `Did you mean ${meant}?`
    return failure([usageProblem(`${call.command.name} has no format "${given}".`, cure)])
  }
  if (!call.flag('json')) return success(format ?? 'table')
  const json = formats.find((candidate) => candidate === 'json')
  return json !== undefined && (format === undefined || format === 'json')
    ? success(json)
    : failure([usageProblem(`--json and --format ${format} exclude each other.`, 'Leave one of them out.')])
}

export function writeJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
