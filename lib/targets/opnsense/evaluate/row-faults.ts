/**
 * What the import finds wrong with a row, which it then leaves out while it takes the others.
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/Filter.php
 */
import { parsePortRange } from '@/lib/net/port-range'
import { icmpServices } from '../../pf/evaluate/words'
import type { Box } from '../model'
import type { AliasTable } from './alias-table'
import { booleanColumns, words } from './columns'
import { builtIn, literalOf } from './end'
import { portOfName, portProtocols } from './rule-services'

export interface Around {
  readonly table: AliasTable
  readonly box: Box | undefined
}

export type Row = ReadonlyMap<string, string>

export function findRowFault(row: Row, around: Around): string | undefined {
  return findWordFault(row) ?? findScopeFault(row, around) ?? findEndFault(row, around) ?? findServiceFault(row, around)
}

function findWordFault(row: Row): string | undefined {
  for (const column of booleanColumns) {
    if (!['0', '1'].includes(textOf(row, column))) return `${column} is neither 0 nor 1`
  }
  for (const [column, known] of Object.entries(words)) {
    if (!known.includes(textOf(row, column))) return `"${textOf(row, column)}" is no ${column}`
  }
  const sequence = textOf(row, 'sequence')
  const isSequence = /^\d{1,6}$/.test(sequence) && Number(sequence) >= 1
  return isSequence ? undefined : `${sequence} is no sequence from 1 to 999999`
}

/** Identifiers of interfaces; every other word may be a group or a tunnel. */
export const plainKey: RegExp = /^(?:wan|lan|opt\d+)$/

function findScopeFault(row: Row, { box }: Around): string | undefined {
  const text = textOf(row, 'interface')
  const keys = text === '' ? [] : text.split(',')
  const strange = keys.find((key) => !isInterface(key, box))
  if (strange !== undefined) return `there is no interface ${strange}`
  return textOf(row, 'interfacenot') === '1' && keys.length !== 1 ? 'all but several interfaces, or none' : undefined
}

function isInterface(key: string, box: Box | undefined): boolean {
  if (box === undefined) return /^[a-z][a-z0-9_]*$/i.test(key)
  return box.interfaces.has(key) || box.groups.has(key)
}

function findEndFault(row: Row, { table, box }: Around): string | undefined {
  for (const side of ['source', 'destination']) {
    const text = textOf(row, `${side}_net`)
    const literal = literalOf(text)
    if (literal !== undefined) {
      const family = literal.family === 4 ? 'inet' : 'inet6'
      if (textOf(row, 'ipprotocol') !== family) return `${text} stands in a rule that is not for its family alone`
      continue
    }
    const parts = text.split(',')
    const isKnown = (word: string): boolean =>
      ['any', '(self)'].includes(word) ||
      builtIn.test(word) ||
      table.lookUp(word)?.kind === 'addresses' ||
      isNetworkWord(word, box)
    const strange = parts.find((word) => !isKnown(word))
    if (strange !== undefined) return `"${strange}" is no alias of addresses, and no ${side} of another kind`
    if (parts.length > 1 && parts.includes('any')) return '"any" stands beside others'
    if (parts.length > 1 && textOf(row, `${side}_not`) === '1') return `everybody but several ${side}s`
  }
  return undefined
}

function isNetworkWord(word: string, box: Box | undefined): boolean {
  const key = word.replace(/ip$/, '')
  if (box === undefined) return plainKey.test(word) || plainKey.test(key)
  return box.interfaces.has(word) || box.groups.has(word) || box.interfaces.has(key)
}

function findServiceFault(row: Row, { table }: Around): string | undefined {
  const protocol = textOf(row, 'protocol').toUpperCase()
  if (protocol === '') return 'it has no protocol'
  for (const column of ['source_port', 'destination_port']) {
    const port = textOf(row, column)
    if (port === '') continue
    if (!portProtocols.includes(protocol)) return 'a port stands beside a protocol that has none'
    if (!isPort(port, table)) return `"${port}" is no port, and no alias of ports`
  }
  const types = textOf(row, 'icmptype')
  if (types !== '' && protocol !== 'ICMP') return 'ICMP types stand beside another protocol'
  if (types !== '' && (/\d/.test(types.replace(/ipv6-/g, '')) || icmpServices(types, 4) === undefined)) {
    return `"${types}" are no ICMP types`
  }
  const types6 = textOf(row, 'icmp6type')
  if (types6 !== '' && protocol !== 'IPV6-ICMP') return 'ICMPv6 types stand beside another protocol'
  if (types6 !== '' && !types6.split(',').every((type) => icmp6Types.has(type)))
    return `"${types6}" are no ICMPv6 types`
  if (protocol !== 'TCP' && protocol !== 'TCP/UDP' && textOf(row, 'tcpflags1') + textOf(row, 'tcpflags2') !== '') {
    return 'TCP flags stand beside another protocol'
  }
  return undefined
}

const icmp6Types = new Set(
  [1, 2, 3, 4, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 200, 201].map(String),
)

function isPort(text: string, table: AliasTable): boolean {
  if (text === 'any' || portOfName(text) !== undefined || table.lookUp(text)?.kind === 'ports') return true
  const range = parsePortRange(text)
  if (range === undefined || range.from === 0) return false
  return !text.includes('-') || range.from < range.to
}

export function textOf(row: Row, column: string): string {
  return row.get(column) ?? ''
}
