/** Aliases and rules as pfSense's own sections, one element a line; source and destination stand on one line each. */
import { xmlCdata, xmlText } from '@/lib/text/xml/write'
import { usersOf } from '../../router/render/alias-users'
import type { PlannedAlias, PlannedEnd } from '../../router/render/plan'
import type { TrackedRule } from './plan'

export interface XmlLine {
  readonly text: string
  readonly rules: readonly string[]
}

export function aliasLines(aliases: readonly PlannedAlias[], rules: readonly TrackedRule[], depth: number): XmlLine[] {
  const users = usersOf(aliases, rules)
  return aliases.flatMap((alias) => {
    const { name, type, entries, details, description } = alias
    const inner = [
      element('name', name),
      element('type', type),
      element('address', entries.join(' ')),
      `<descr>${xmlCdata(description)}</descr>`,
      `<detail>${xmlCdata(details.join('||'))}</detail>`,
    ]
    return block('alias', inner, users.get(name) ?? [], depth)
  })
}

export function ruleLines(rules: readonly TrackedRule[], depth: number): XmlLine[] {
  return rules.flatMap((rule) => {
    const port = rule.port === undefined ? '' : element('port', rule.port)
    const inner = [
      element('tracker', String(rule.tracker)),
      element('type', rule.action),
      element('interface', rule.interfaces),
      element('ipprotocol', rule.families),
      ...(rule.protocol === undefined ? [] : [element('protocol', rule.protocol)]),
      ...(rule.icmpWords.length === 0 ? [] : [element('icmptype', rule.icmpWords.join(','))]),
      element('direction', 'in'),
      element('quick', 'yes'),
      element('floating', 'yes'),
      ...(rule.action === 'block' ? [element('log', '')] : []),
      `<source>${endText(rule.source)}</source>`,
      `<destination>${endText(rule.destination)}${port}</destination>`,
      `<descr>${xmlCdata(rule.description)}</descr>`,
    ]
    return block('rule', inner, rule.rules, depth)
  })
}

function endText(end: PlannedEnd): string {
  if (end.kind === 'any') return element('any', '')
  return `${element('address', end.name)}${end.isNegated ? element('not', '') : ''}`
}

function element(name: string, text: string): string {
  return `<${name}>${xmlText(text)}</${name}>`
}

function block(name: string, inner: readonly string[], rules: readonly string[], depth: number): XmlLine[] {
  const indent = '\t'.repeat(depth)
  return [
    { text: `${indent}<${name}>`, rules },
    ...inner.map((line) => ({ text: `${indent}\t${line}`, rules })),
    { text: `${indent}</${name}>`, rules },
  ]
}
