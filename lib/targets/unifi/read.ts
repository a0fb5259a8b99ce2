/**
 * From lines of JSON to the policies of the gateway. Each line is one body of its local API with names in the place of the
 * ids that the gateway gives: zones, lists. What is not understood is a problem with its line.
 * @see https://developer.ui.com/network/v10.1.68/createfirewallpolicy
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { isJsonObject, jsonAt, readJson } from '@/lib/text/json'
import type { FileSet, Reader, TextFile } from '../target'
import type { UnifiModel } from './model'
import { addList, type Lists } from './read/lists'
import { policyOf } from './read/policies'
import { findMisfit, listShape, policyShape } from './shape'

const path = /(?:^|\/)firewall\.jsonl$/

export const unifiReaders: readonly Reader<UnifiModel>[] = [
  {
    id: 'bundle',
    recognises: ({ path: own, text }) => path.test(own) && /^\s*\{"kind":"zone"/.test(text),
    read: (files) => readFiles(files),
  },
]

interface Line {
  readonly file: string
  readonly number: number
  readonly value: unknown
}

export function readFiles(files: FileSet): Result<UnifiModel> {
  const problems: Problem[] = []
  const lines = files.flatMap((file) => linesOf(file, problems))
  const kindOf = ({ value }: Line): unknown => jsonAt(value, 'kind')
  const zones = lines.filter((line) => kindOf(line) === 'zone')
  const lists: Lists = new Map()
  for (const line of lines.filter((one) => kindOf(one) === 'list')) {
    const body = bodyOf(line, listShape, problems)
    const fault = body === undefined ? undefined : addList(body, lists)
    if (fault !== undefined) problems.push(problemAt(line, fault))
  }
  const policies = lines
    .filter((line) => kindOf(line) === 'policy')
    .flatMap((line) => {
      const body = bodyOf(line, policyShape, problems)
      if (body === undefined) return []
      const policy = policyOf(body, { file: line.file, line: line.number }, lists)
      if (typeof policy !== 'string') return policy === undefined ? [] : [policy]
      problems.push(problemAt(line, policy))
      return []
    })
  for (const line of lines) {
    const strange = findStranger(line)
    if (strange !== undefined) problems.push(problemAt(line, `What "${strange}" of this line does is not known.`))
    const kind = kindOf(line)
    if (kind !== 'zone' && kind !== 'list' && kind !== 'policy') {
      problems.push(problemAt(line, 'This line is no zone, no list and no policy.'))
    }
  }
  const [first, second] = zones
  const zone = jsonAt(first?.value, 'name')
  if (first === undefined || typeof zone !== 'string') {
    const file = files[0]?.path ?? 'firewall.jsonl'
    problems.push(problemAt(first ?? { file, number: 1 }, 'No zone is named for the machines.'))
  }
  if (second !== undefined) problems.push(problemAt(second, 'A second zone is named for the machines.'))
  if (problems.length > 0 || typeof zone !== 'string') return failure(problems)
  return success({ zone, policies })
}

function linesOf({ path: file, text }: TextFile, problems: Problem[]): Line[] {
  return text.split('\n').flatMap((one, index): Line[] => {
    if (one.trim() === '') return []
    const number = index + 1
    const json = readJson(one)
    if (json.ok && isJsonObject(json.value)) return [{ file, number, value: json.value }]
    problems.push(problemAt({ file, number }, 'This line is not one JSON object.'))
    return []
  })
}

/** What a line may hold beside its kind. */
const lineKeys: Readonly<Record<string, readonly string[]>> = {
  zone: ['cluster', 'name', 'networks'],
  list: ['body'],
  policy: ['body'],
}

/** Where a line holds something that nobody reads. */
function findStranger({ value }: Line): string | undefined {
  const kind = jsonAt(value, 'kind')
  if (!isJsonObject(value) || typeof kind !== 'string' || !Object.hasOwn(lineKeys, kind)) return undefined
  const strange = Object.keys(value).find((key) => key !== 'kind' && !lineKeys[kind]?.includes(key))
  if (strange !== undefined || kind !== 'zone') return strange
  const networks = value.networks
  if (!Array.isArray(networks)) return 'networks'
  const isNetwork = (one: unknown): boolean =>
    isJsonObject(one) && Object.keys(one).every((key) => key === 'name' || key === 'vlan')
  return networks.every(isNetwork) ? undefined : 'networks'
}

function bodyOf(line: Line, shape: typeof policyShape, problems: Problem[]): unknown {
  const body = jsonAt(line.value, 'body')
  const misfit = findMisfit(body, shape)
  if (misfit === undefined) return body
  problems.push(problemAt(line, `The gateway takes no such body: ${misfit}.`))
  return undefined
}

function problemAt({ file, number }: Pick<Line, 'file' | 'number'>, message: string): Problem {
  return { severity: 'error', at: `${file}:${number}`, line: number, message }
}
