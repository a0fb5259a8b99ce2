/**
 * Rules of the pages of before 26.7, in the columns of the table: they still hold, behind all others of their class.
 * @see https://github.com/opnsense/core/blob/master/src/etc/inc/filter.inc
 */
import type { XmlElement } from '@/lib/text/xml/node'
import type { RuleRow } from '../model'
import { childOf, textIn } from './elements'

export function readLegacyRule(element: XmlElement, file: string): RuleRow {
  const has = (name: string): boolean => childOf(element, name) !== undefined && textIn(element, name) !== '0'
  const isFloating = has('floating')
  const as = (name: string, otherwise: string): string => textIn(element, name) || otherwise
  const copied = ['icmptype', 'gateway', 'sched', 'tagged', 'tcpflags1', 'tcpflags2', 'os', 'tos', 'prio', 'divert-to']
  const isQuick = isFloating ? has('quick') : textIn(element, 'quick') !== '0'
  return {
    uuid: '',
    isLegacy: true,
    at: { file, line: element.line },
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
