/**
 * Rules of the pages of before 26.7, in the columns of the table: they still hold, behind all others of their class. No import
 * has looked at them, and what a row of the table is refused for changes nothing about such a rule, or little.
 * @see https://github.com/opnsense/core/blob/master/src/etc/inc/filter.inc
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/library/OPNsense/Firewall/Rule.php
 */
import type { XmlElement } from '@/lib/text/xml/node'
import { limits } from '../../pf/evaluate/limits'
import { knownColumns } from '../evaluate/columns'
import { portProtocols } from '../evaluate/rule-services'
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

/** `names`: of the interfaces and groups that are there. */
export function readLegacyRule(element: XmlElement, file: string, names: ReadonlySet<string>): RuleRow {
  const has = (name: string): boolean => childOf(element, name) !== undefined && textIn(element, name) !== '0'
  const isFloating = has('floating')
  const as = (name: string, otherwise: string): string => textIn(element, name) || otherwise
  const copied = ['gateway', 'sched', 'tagged', 'os', 'tos', 'prio', 'divert-to', ...Object.keys(limits)]
  const protocol = as('protocol', 'any').toUpperCase()
  const ofProtocol = (name: string, wanted: string): [string, string] => [
    name,
    protocol === wanted ? textIn(element, name) : '',
  ]
  const hasPorts = portProtocols.includes(protocol)
  // Of one that does not say its family nothing is known here.
  const family = as('ipprotocol', '')
  const strange = family === '' ? { strange: 'ipprotocol' } : {}
  const isQuick = isFloating ? has('quick') : textIn(element, 'quick') !== '0'
  return {
    uuid: '',
    isLegacy: true,
    at: { file, line: element.line },
    ...strange,
    ...strangeInRule(element),
    values: new Map([
      ofProtocol('icmptype', 'ICMP'),
      ofProtocol('tcpflags1', 'TCP'),
      ofProtocol('tcpflags2', 'TCP'),
      ...copied.map((name): [string, string] => [name, textIn(element, name)]),
      ['enabled', has('disabled') ? '0' : '1'],
      ['sequence', '1'],
      ['floating', isFloating ? '1' : ''],
      ['action', as('type', 'pass')],
      ['quick', isQuick ? '1' : '0'],
      ['interface', thoseThere(textIn(element, 'interface'), names)],
      ['interfacenot', has('interfacenot') ? '1' : '0'],
      ['direction', as('direction', isFloating ? 'any' : 'in')],
      ['ipprotocol', family === '' ? 'inet46' : family],
      ['protocol', protocol],
      ['statetype', as('statetype', 'keep').split(' ')[0] ?? 'keep'],
      ['description', textIn(element, 'descr')],
      ...endOf('source', childOf(element, 'source'), hasPorts),
      ...endOf('destination', childOf(element, 'destination'), hasPorts),
    ]),
  }
}

/** An interface that is gone takes no other with it. */
function thoseThere(text: string, names: ReadonlySet<string>): string {
  const there = text.split(',').filter((name) => names.has(name))
  return there.length === 0 ? text : there.join(',')
}

/** An end that says nothing is everybody. */
function endOf(side: string, element: XmlElement | undefined, hasPorts: boolean): [string, string][] {
  const isEmpty = element === undefined || element.children.length === 0
  const named = textIn(element, 'network') || textIn(element, 'address')
  return [
    [`${side}_net`, isEmpty || childOf(element, 'any') !== undefined ? 'any' : named],
    [`${side}_not`, childOf(element, 'not') === undefined ? '0' : '1'],
    [`${side}_port`, hasPorts ? portsOf(textIn(element, 'port')) : ''],
  ]
}

/** A range may have a colon, an open end, or one port alone. */
function portsOf(text: string): string {
  const range = /^(\d+|any)[-:](\d+|any)$/.exec(text)
  if (range === null) return text
  const [, first, last] = range
  if (first === 'any' && last === 'any') return text
  const [from, to] = [first === 'any' ? '1' : first, last === 'any' ? '65535' : last]
  return from === to ? `${from}` : `${from}-${to}`
}
