/** What the schema has against a value, in words: what is wrong, and what to write instead. */
import * as z from 'zod'
import { nearestWord } from '@/lib/text/nearest'
import { designSchema } from './design'
import { type DesignFault, fault } from './fault'
import { type Path, valueAt } from './path'

type Issue = z.core.$ZodIssue

/** One fault or, for unknown keys, several. `sources` gives a value as it was written, where that is known. */
export function describeIssue(issue: Issue, root: unknown, source: (path: Path) => string | undefined): DesignFault[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const value = valueAt(root, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key))
    case 'invalid_key':
      return [{ ...inWords(path, path.at(-1), issue.issues[0]?.message ?? issue.message), atKey: true }]
    case 'invalid_union':
      return describeUnion(issue, root, source)
    case 'invalid_type':
      return [value === undefined ? missing(path) : wrongType(path, value, [issue.expected], source(path))]
    case 'invalid_value':
      return [value === undefined ? missing(path) : wrongChoice(path, value, issue.values.map(String))]
    default:
      return [inWords(path, value, issue.message)]
  }
}

/** Our own messages read `what is wrong: what to do`. */
function inWords(path: Path, value: unknown, message: string): DesignFault {
  const colon = message.indexOf(': ')
  const wrong = colon < 0 ? message : message.slice(0, colon)
  return fault('invalid', path, `${subject(path, value)} ${wrong}`, colon < 0 ? undefined : message.slice(colon + 2))
}

/** The value in quotes, or the name of its place when it is too large or says nothing. */
function subject(path: Path, value: unknown): string {
  if (typeof value === 'string' && value !== '') return `"${shorten(value)}"`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return placeName(path)
}

function placeName(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the design'
  if (typeof last === 'string') return `\`${shorten(last)}\``
  const list = path.at(-2)
  return `entry ${last + 1} of ${list === undefined ? 'the list' : `\`${shorten(String(list))}\``}`
}

/** For messages: one line, no invisible characters, not long. */
export function shorten(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD')
  const characters = [...visible]
  return characters.length <= 40 ? visible : `${characters.slice(0, 37).join('')}…`
}

const examples: Readonly<Record<string, string>> = {
  version: 'version: 1',
  name: 'name: prod-fra',
  subnets: 'subnets: [{ name: control, cidrs: [10.0.0.0/24] }]',
  cidrs: 'cidrs: [10.0.0.0/24]',
  cidr: 'cidr: 192.0.2.0/24',
  role: 'role: controlplane or role: worker',
  subnet: 'subnet: with the name of a subnet',
  count: 'count: 3',
  for: 'for: [kubernetes-api]',
  addresses: 'addresses: [10.0.0.80]',
  ports: 'ports: ["443"]',
  protocol: 'protocol: tcp',
  on: 'on: [worker]',
  to: 'to: ["cidr:192.0.2.0/24"]',
  mode: 'mode: restricted',
  listener: 'listener: kubelet',
  code: 'code: with the code of a finding',
  reason: 'reason: with why it is accepted',
  ask: 'ask: "203.0.113.9 -> cp-1 tcp/6443"',
  want: 'want: deny',
  id: 'id: metallb',
}

function missing(path: Path): DesignFault {
  const key = String(path.at(-1))
  const example = examples[key]
  return fault('missing', path, `${placeName(path)} is missing`, example === undefined ? undefined : `write ${example}`)
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'nothing',
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function wrongType(path: Path, value: unknown, expected: readonly string[], written: string | undefined): DesignFault {
  const wanted = [...new Set(expected.map((type) => typeNames[type] ?? type))].join(' or ')
  const found = typeOf(value)
  const isVersion = path.join('/') === 'talos/version' && typeof value === 'number'
  if (isVersion) {
    const text = written ?? String(value)
    const lost = text === String(value) ? '' : `: unquoted ${text} reads as ${value}`
    return fault(
      'invalid',
      path,
      `a Talos version is text, and this is a number${lost}`,
      `put it in quotes: version: "${text}"`,
    )
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const cure = `write a smaller one, or put it in quotes: "${shorten(written ?? String(value))}"`
    return fault('invalid', path, `${placeName(path)} is no number that a design can hold`, cure)
  }
  const message =
    found === 'null'
      ? `${placeName(path)} is empty`
      : `${placeName(path)} is ${typeNames[found] ?? found}, not ${wanted}`
  return fault('invalid', path, message, cureOfType(value, found, expected, written))
}

function cureOfType(
  value: unknown,
  found: string,
  expected: readonly string[],
  written: string | undefined,
): string | undefined {
  if (found === 'null') {
    if (expected.includes('array')) return 'write [], or leave the key out'
    if (expected.includes('object') || expected.includes('record')) return 'write {}, or leave the key out'
    return 'write a value, or leave the key out'
  }
  if (expected.includes('array') && (found === 'string' || found === 'number')) {
    return `put it in brackets: [${shorten(written ?? String(value))}]`
  }
  if (expected.includes('string') && (found === 'number' || found === 'boolean')) {
    return `put it in quotes: "${shorten(written ?? String(value))}"`
  }
  if (expected.includes('boolean') && typeof value === 'string') {
    if (/^(yes|on|true)$/i.test(value)) return 'write true, without quotes'
    if (/^(no|off|false)$/i.test(value)) return 'write false, without quotes'
  }
  if ((expected.includes('number') || expected.includes('int')) && found === 'string') return 'write it without quotes'
  return undefined
}

function wrongChoice(path: Path, value: unknown, choices: readonly string[]): DesignFault {
  if (path.join('/') === 'version') {
    const newer = typeof value === 'number' && value > 1
    if (newer) return fault('invalid', path, `version ${value} was written by a newer Portcullis`, 'open it there')
    return fault('invalid', path, `${subject(path, value)} is not a version of the design file`, 'write version: 1')
  }
  const near = typeof value === 'string' ? nearestWord(value, choices) : undefined
  const list = choices.join(', ')
  return fault(
    'invalid',
    path,
    `${subject(path, value)} is not one of ${list}`,
    near === undefined ? `write ${list.replace(/, ([^,]*)$/, ' or $1')}` : `did you mean ${near}?`,
  )
}

type UnionIssue = Extract<Issue, { code: 'invalid_union' }>

/** Speaks about the form that was meant: the one that does not already fail at its outermost value. */
function describeUnion(issue: UnionIssue, root: unknown, source: (path: Path) => string | undefined): DesignFault[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const outermost = (one: Issue) =>
    one.path.length === 0 && (one.code === 'invalid_type' || one.code === 'invalid_value')
  const meant = issue.errors.find((branch) => !branch.some(outermost))
  if (meant !== undefined) {
    return meant.flatMap((one) => describeIssue({ ...one, path: [...issue.path, ...one.path] }, root, source))
  }
  const value = valueAt(root, path)
  if (value === undefined) return [missing(path)]
  const choices = issue.errors.flat().flatMap((one) => (one.code === 'invalid_value' ? one.values.map(String) : []))
  if (typeof value === 'string' && choices.length > 0) return [wrongChoice(path, value, choices)]
  const expected = issue.errors.flat().flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : []))
  return [wrongType(path, value, expected, source(path))]
}

function unknownKey(path: Path, key: string): DesignFault {
  const known = knownKeys(path).filter((other) => other !== key)
  const near = nearestWord(key, known)
  const place = path.length === 0 ? 'a design' : placeName(path)
  const suggestion = near === undefined ? `known here: ${known.join(', ')}` : `did you mean ${near}?`
  return {
    ...fault('unknown-key', [...path, key], `"${shorten(key)}" is not a key of ${place}`, suggestion),
    atKey: true,
  }
}

/** The keys that the schema knows at a place. */
function knownKeys(path: Path): string[] {
  let here: readonly z.core.$ZodType[] = [designSchema]
  for (const step of path) here = here.flatMap(unwrap).flatMap((schema) => stepInto(schema, step))
  return here.flatMap(unwrap).flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []))
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.def.innerType)
  }
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap(unwrap)
  return [schema]
}

function stepInto(schema: z.core.$ZodType, step: string | number): z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return [schema.def.element]
  if (schema instanceof z.ZodRecord) return [schema.def.valueType]
  if (!(schema instanceof z.ZodObject)) return []
  const inner: unknown = Object.hasOwn(schema.shape, step) ? schema.shape[step] : undefined
  return inner instanceof z.ZodType ? [inner] : []
}
