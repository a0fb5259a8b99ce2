/**
 * What `terraform show -json` says of a state or a plan, every expression worked out by Terraform itself.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { isJsonObject, jsonAt, jsonItems, readJson } from '@/lib/text/json'
import { linesOfTexts } from '@/lib/text/json-lines'
import { findJsonStranger, type JsonShape, plainKeys } from '@/lib/text/json-strangers'
import type { Statement, TextFile } from '../../target'

/** A resource of the state with the module it stands in. */
export interface Entry {
  readonly address: string
  readonly type: string
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
  /** What its arguments refer to, where the values are not yet known. */
  readonly references: (argument: string) => string | undefined
  /** Whether the configuration gives the argument, in a plan. */
  readonly isGiven: (argument: string) => boolean
}

const howTo = 'Give the output of terraform show -json, of the state or of a saved plan.'

/** Resources of all modules of a state, or of what a plan would leave. */
export function readEntries(file: TextFile): Result<readonly Entry[]> {
  const refuse = (message: string, suggestion = howTo): Result<readonly Entry[]> =>
    failure([{ severity: 'error', at: file.path, message, suggestion }])
  const json = readJson(file.text)
  if (!json.ok) {
    if (/^\s*\{.*\}\s*\n\s*\{/.test(file.text)) return refuse('These are the lines of a running plan.')
    const { line, message } = json
    const at = line === undefined ? { at: file.path } : { at: `${file.path}:${line}`, line }
    return failure([{ severity: 'error', ...at, message: `Not JSON: ${message}.`, suggestion: howTo }])
  }
  if (jsonAt(json.value, 'lineage') !== undefined)
    return refuse('This is the state as Terraform stores it, which may change.')
  const version = jsonAt(json.value, 'format_version')
  if (typeof version !== 'string' || !/^1\./.test(version)) return refuse('The format is not one of Terraform 1.')
  const root = jsonAt(json.value, 'values', 'root_module') ?? jsonAt(json.value, 'planned_values', 'root_module')
  if (root === undefined) return refuse('There is neither a state nor a plan in it.')
  if (jsonAt(json.value, 'errored') === true || jsonAt(json.value, 'complete') === false) {
    return refuse('The plan was not finished, so that something may be missing in it.', 'Plan again until it is whole.')
  }
  const strange = findJsonStranger(root, moduleShape)
  if (strange !== undefined) return refuse(`What ${strange} of a module does is not known here.`)
  return success(entriesOf(root, jsonAt(json.value, 'configuration', 'root_module')))
}

const resourceShape: JsonShape = {
  keys: plainKeys(
    ...['address', 'mode', 'type', 'name', 'index', 'provider_name', 'schema_version', 'values', 'sensitive_values'],
    ...['depends_on', 'tainted', 'deposed_key', 'identity', 'identity_schema_version', 'resource', 'deposed'],
  ),
}
/** A module holds modules. */
const moduleShape: JsonShape = {
  get keys() {
    return { address: undefined, resources: resourceShape, child_modules: moduleShape }
  },
}

function entriesOf(module: unknown, configuration: unknown): Entry[] {
  const keyOf = (type: unknown, name: unknown): string => JSON.stringify([type, name])
  const declarations = new Map<string, unknown>()
  for (const one of jsonItems(jsonAt(configuration, 'resources'))) {
    const key = keyOf(jsonAt(one, 'type'), jsonAt(one, 'name'))
    if (!declarations.has(key)) declarations.set(key, one)
  }
  const here = jsonItems(jsonAt(module, 'resources')).flatMap((resource): Entry[] => {
    const [address, type, name, mode] = ['address', 'type', 'name', 'mode'].map((key) => jsonAt(resource, key))
    const values = jsonAt(resource, 'values')
    if (mode === 'data' || typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string')
      return []
    const declared = declarations.get(keyOf(type, name))
    const references = (argument: string): string | undefined => {
      const [first] = jsonItems(jsonAt(declared, 'expressions', argument, 'references'))
      return typeof first === 'string' ? first : undefined
    }
    const isGiven = (argument: string): boolean => jsonAt(declared, 'expressions', argument) !== undefined
    return [{ address, type, name, values: isJsonObject(values) ? values : {}, references, isGiven }]
  })
  const below = jsonItems(jsonAt(module, 'child_modules')).flatMap((child) => {
    const called = String(jsonAt(child, 'address')).split('.').at(-1)?.replace(/\[.*$/, '') ?? ''
    return entriesOf(child, jsonAt(configuration, 'module_calls', called, 'module'))
  })
  return [...here, ...below]
}

/** The line that gives the address of the resource. */
export function statementOf(file: TextFile, address: string): Statement {
  return { file: file.path, line: linesOfTexts(file)(address) }
}

export function problemIn(file: TextFile, address: string, message: string): Problem {
  const { line } = statementOf(file, address)
  return { severity: 'error', at: `${file.path}:${line}`, line, message }
}
