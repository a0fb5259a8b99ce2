/**
 * Rules of the pages of before 26.7, in the columns of the table: they still hold, behind all others of their class.
 * @see https://github.com/opnsense/core/blob/master/src/etc/inc/filter.inc
 */
import type { XmlElement } from '@/lib/text/xml/node'
import { limits } from '../../pf/evaluate/limits'
import { knownColumns } from '../evaluate/columns'
import type { RuleRow } from '../model'
import { childOf, childrenOf, strangeIn, textIn } from './elements'

/** Beside the columns of the table: what they are called on the older pages, and what only these have. */
const knownHere: ReadonlySet<string> = new Set([
  ...knownColumns,
  ...['type', 'disabled', 'floating', 'descr', 'category', 'associated-rule-id', 'os'],
])
/** Elements with children of their own that are read, or say who wrote the rule. */
const nested: readonly string[] = ['source', 'destination', 'created', 'updated']
const ofEnds: ReadonlySet<string> = new Set(['any', 'not', 'network', 'address', 'port'])

function strangeInRule(element: XmlElement): ReturnType<typeof strangeIn> {
  const plain = { ...element, children: element.children.filter(({ name }) => !nested.includes(name)) }
  const ends = ['source', 'destination'].flatMap((side) => childrenOf(element, side))
  const found = [strangeIn(plain, knownHere), ...ends.map((end) => strangeIn(end, ofEnds))]
  return found.find(({ strange }) => strange !== undefined) ?? {}
}

export function readLegacyRule(element: XmlElement, file: string): RuleRow {
  const has = (name: string): boolean => childOf(element, name) !== undefined && textIn(element, name) !== '0'
  const isFloating = has('floating')
  const as = (name: string, otherwise: string): string => textIn(element, name) || otherwise
  const copied = [
    'icmptype',
    'gateway',
    'sched',
    'tagged',
    'tcpflags1',
    'tcpflags2',
    'os',
    'tos',
    'prio',
    'divert-to',
    ...Object.keys(limits),
  ]
  const isQuick = isFloating ? has('quick') : textIn(element, 'quick') !== '0'
  return {
    uuid: '',
    isLegacy: true,
    at: { file, line: element.line },
    ...strangeInRule(element),
    values: new Map([
      ...copied.map((name): [string, string] => [name, textIn(element, name)]),
      ['enabled', has('disabled') ? '0' : '1'],
      ['sequence', '1'],
      ['floating', isFloating ? '1' : ''],
      ['action', as('type', 'pass')],
      ['quick', isQuick ? '1' : '0'],
      ['interface', textIn(element, 'interface')],
      ['interfacenot', has('interfacenot') ? '1' : '0'],
      ['direction', as('direction', isFloating ? 'any' : 'in')],
      ['ipprotocol', as('ipprotocol', 'inet')],
      ['protocol', as('protocol', 'any').toUpperCase()],
      ['statetype', as('statetype', 'keep').split(' ')[0] ?? 'keep'],
      ['description', textIn(element, 'descr')],
      ...endOf('source', childOf(element, 'source')),
      ...endOf('destination', childOf(element, 'destination')),
    ]),
  }
}

function endOf(side: string, element: XmlElement | undefined): [string, string][] {
  const named = textIn(element, 'network') || textIn(element, 'address')
  return [
    [`${side}_net`, childOf(element, 'any') !== undefined ? 'any' : named],
    [`${side}_not`, childOf(element, 'not') === undefined ? '0' : '1'],
    [`${side}_port`, textIn(element, 'port')],
  ]
}
