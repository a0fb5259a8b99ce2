/** The lists as commands: each whole before an interface asks it, and what an earlier bundle left taken away last. */
import type { Applied, Dialect } from '../model'
import { remarkText } from './names'
import type { PlannedList } from './plan'

export interface WrittenLine {
  readonly text: string
  readonly rules: readonly string[]
}

/** What an earlier bundle put there and this one does not name. */
export interface Leftovers {
  readonly bindings: readonly Applied[]
  readonly lists: readonly { readonly family: 4 | 6; readonly name: string }[]
}

function plain(text: string): WrittenLine {
  return { text, rules: [] }
}

export function writeLists(
  header: readonly string[],
  lists: readonly PlannedList[],
  leftovers: Leftovers,
  dialect: Dialect,
  markerOf: (remark: string) => string,
): readonly WrittenLine[] {
  const indent = dialect === 'ios' ? ' ' : '   '
  const interfaces = [...new Set(lists.map((list) => list.interface))]
  return [
    ...header.map((line) => plain(`! ${line}`)),
    ...lists.flatMap(({ family, name, blocks }) => [
      plain('!'),
      plain(`${openWords(family, dialect)} ${name}`),
      ...blocks.flatMap(({ remark, lines }) => [
        {
          text: `${indent}remark ${remarkText(markerOf(remark))}`,
          rules: [...new Set(lines.flatMap((one) => one.rules))],
        },
        ...lines.map(({ words, rules }) => ({ text: `${indent}${words}`, rules })),
      ]),
    ]),
    ...interfaces.flatMap((key) => [
      plain('!'),
      plain(`interface ${key}`),
      ...lists
        .filter((list) => list.interface === key)
        .map(({ family, name, way }) => plain(`${indent}${applyWords(family, dialect)} ${name} ${way}`)),
    ]),
    ...writeRemovals(leftovers, dialect),
  ]
}

/** First no interface asks the list, then it goes: one that is asked and not there lets everything pass. */
export function writeRemovals({ bindings, lists }: Leftovers, dialect: Dialect): readonly WrittenLine[] {
  const indent = dialect === 'ios' ? ' ' : '   '
  return [
    ...bindings.flatMap(({ interface: key, family, name, way }) => [
      plain('!'),
      plain(`interface ${key}`),
      plain(`${indent}no ${applyWords(family, dialect)} ${name} ${way}`),
    ]),
    ...(lists.length === 0 ? [] : [plain('!')]),
    ...lists.map(({ family, name }) => plain(`no ${openWords(family, dialect)} ${name}`)),
  ]
}

function openWords(family: 4 | 6, dialect: Dialect): string {
  return family === 6 ? 'ipv6 access-list' : dialect === 'ios' ? 'ip access-list extended' : 'ip access-list'
}

function applyWords(family: 4 | 6, dialect: Dialect): string {
  return family === 4 ? 'ip access-group' : dialect === 'ios' ? 'ipv6 traffic-filter' : 'ipv6 access-group'
}
