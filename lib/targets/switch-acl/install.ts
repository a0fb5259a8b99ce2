/**
 * What the switch holds once the lines are typed, one after the other: a line without a number goes to the end of its list,
 * one that is there already changes nothing, an interface asks the last list that it was given.
 * @see https://www.cisco.com/en/US/docs/ios-xml/ios/sec_data_acl/configuration/15-2mt/sec-access-list-ov.html
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import {
  type AccessList,
  type Applied,
  bindingKey,
  type Command,
  type Doubt,
  listKey,
  type NumberedEntry,
  nothing,
  type SwitchModel,
} from './model'

const step = 10

export function install(before: SwitchModel | undefined, change: SwitchModel, _site: Site): Result<SwitchModel> {
  const held = before ?? nothing
  const lists = new Map(held.lists)
  const applied = new Map(held.applied)
  const doubts = [...held.doubts]
  const problems: Problem[] = []
  for (const command of change.commands) {
    const why = carryOut(command, lists, applied, doubts)
    if (why !== undefined) problems.push(problemAt(command, why))
  }
  return problems.length > 0
    ? failure(problems)
    : success({ commands: [], lists, applied, doubts }, missingLists(lists, applied))
}

function problemAt({ at: { file, line } }: Command, message: string): Problem {
  return { severity: 'error', at: `${file}:${line}`, line, message }
}

/** Why the switch refuses the line, or nothing. */
function carryOut(
  command: Command,
  lists: Map<string, AccessList>,
  applied: Map<string, Applied>,
  doubts: Doubt[],
): string | undefined {
  switch (command.kind) {
    case 'open': {
      const { family, name, dialect } = command
      const key = listKey(family, name)
      if (!lists.has(key)) lists.set(key, { family, name, dialect, entries: [] })
      return undefined
    }
    case 'add':
      return addEntry(command, lists)
    case 'remove':
      return removeEntry(command, lists)
    case 'delete':
      lists.delete(listKey(command.family, command.name))
      return undefined
    case 'resequence': {
      const list = lists.get(listKey(command.family, command.name))
      if (list === undefined) return `There is no list ${command.name}.`
      const entries = list.entries.map((entry, index) => ({ ...entry, number: command.first + index * command.step }))
      lists.set(listKey(list.family, list.name), { ...list, entries })
      return undefined
    }
    case 'apply': {
      const { at, family, interface: name, way, name: list } = command
      applied.set(bindingKey(name, way, family), { at, family, interface: name, way, name: list })
      return undefined
    }
    case 'doubt':
      doubts.push(command)
      return undefined
    case 'release': {
      const key = bindingKey(command.interface, command.way, command.family)
      const asked = applied.get(key)
      if (asked !== undefined && command.name !== undefined && asked.name !== command.name) {
        return `${command.interface} asks the list ${asked.name}, not ${command.name}.`
      }
      applied.delete(key)
      return undefined
    }
  }
}

function addEntry(
  { family, name, number, entry }: Extract<Command, { kind: 'add' }>,
  lists: Map<string, AccessList>,
): string | undefined {
  const list = lists.get(listKey(family, name))
  if (list === undefined) return `There is no list ${name}.`
  if (list.entries.some(({ words }) => words === entry.words)) return undefined
  const last = list.entries.at(-1)?.number ?? 0
  const at = number ?? last + step
  if (list.entries.some((other) => other.number === at))
    return `The list ${name} has another line with the number ${at}.`
  const added: NumberedEntry = { ...entry, number: at }
  const entries = at > last ? [...list.entries, added] : [...list.entries, added].sort((a, b) => a.number - b.number)
  lists.set(listKey(family, name), { ...list, entries })
  return undefined
}

function removeEntry(
  { family, name, number, words }: Extract<Command, { kind: 'remove' }>,
  lists: Map<string, AccessList>,
): string | undefined {
  const list = lists.get(listKey(family, name))
  const goes = (entry: NumberedEntry): boolean =>
    (number === undefined || entry.number === number) && (words === undefined || entry.words === words)
  if (list === undefined || !list.entries.some(goes)) return `The list ${name} has no such line.`
  lists.set(listKey(family, name), { ...list, entries: list.entries.filter((entry) => !goes(entry)) })
  return undefined
}

/** The trap of access lists: one that is not there, or has no line, lets everything pass. */
function missingLists(lists: ReadonlyMap<string, AccessList>, applied: ReadonlyMap<string, Applied>): Problem[] {
  return [...applied.values()]
    .filter(({ family, name }) => (lists.get(listKey(family, name))?.entries ?? []).length === 0)
    .map(({ at: { file, line }, interface: name, name: list }) => ({
      severity: 'warning',
      at: `${file}:${line}`,
      line,
      message: `${name} asks the list ${list}, which has no line: the switch lets everything pass.`,
      suggestion: 'Write the list before an interface asks it.',
    }))
}
