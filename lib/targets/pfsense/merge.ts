/**
 * Puts our aliases and rules into a person's own backup: ours first among the rules, what an earlier bundle put there
 * replaced, separators of the floating tab moved along, and every other byte as it was.
 */
import { failure, type Problem, problemAt, type Result, success } from '@/lib/design/problem'
import { type Splice, spliceText } from '@/lib/text/splice'
import { readXml } from '@/lib/text/xml'
import type { XmlElement } from '@/lib/text/xml/node'
import { childOf, childrenOf, nameOf, textOf } from './read/words'

export interface Additions {
  /** Every description of ours begins so. */
  readonly marker: string
  /** Whole elements, indented as in a configuration, without a line feed at the end. */
  readonly aliases: string
  readonly aliasNames: readonly string[]
  readonly rules: string
  readonly ruleCount: number
}

/** A whole configuration, or one of its sections alone. */
export function mergeBackup(path: string, text: string, additions: Additions): Result<string> {
  const foreign = findForeignBytes(path, text)
  if (foreign !== undefined) return failure([foreign])
  const xml = readXml(text)
  if (!xml.ok) {
    const message = `this is not XML that pfSense writes: ${xml.message}`
    return failure([problemAt('error', path, xml.line, message, xml.suggestion)])
  }
  const { root } = xml
  const splices: Splice[] = []
  const problems: Problem[] = []
  if (nameOf(root) === 'pfsense') {
    for (const name of ['aliases', 'filter'] as const) {
      const [section, second] = childrenOf(root, name)
      if (second !== undefined) problems.push(problemAt('error', path, second.line, `<${name}> stands here twice`))
      else if (section === undefined) splices.push(newSection(root, name, additions))
      else {
        problems.push(...takenNames(path, section, additions))
        splices.push(...sectionSplices(text, section, additions))
      }
    }
  } else {
    problems.push(...takenNames(path, root, additions))
    splices.push(...sectionSplices(text, root, additions))
  }
  return problems.length > 0 ? failure(problems) : success(spliceText(text, splices))
}

/** Text that was no UTF-8 has lost bytes on the way in: what is written back would not be theirs. */
function findForeignBytes(path: string, text: string): Problem | undefined {
  const encoding = /^\uFEFF?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)/.exec(text)?.[1] ?? 'UTF-8'
  const at = text.indexOf('\uFFFD')
  if (at < 0 && /^(?:utf-8|us-ascii)$/i.test(encoding)) return undefined
  const line = text.slice(0, Math.max(0, at)).split('\n').length
  return problemAt('error', path, line, 'the file is not in UTF-8', 'Give the file as pfSense wrote it.')
}

function newSection(root: XmlElement, name: 'aliases' | 'filter', additions: Additions): Splice {
  const inner = name === 'aliases' ? additions.aliases : additions.rules
  return { start: root.innerEnd, end: root.innerEnd, by: `\t<${name}>\n${inner}\n\t</${name}>\n` }
}

function sectionSplices(text: string, section: XmlElement, additions: Additions): Splice[] {
  const isAliases = nameOf(section) === 'aliases'
  const inner = isAliases ? additions.aliases : additions.rules
  const ours = section.children.filter((child) => isOurs(child, isAliases, additions.marker))
  const left = section.children.filter((child) => !ours.includes(child))
  const indent = '\t'.repeat(/^\t*/.exec(inner)?.[0].length ?? 0).slice(1)
  if (left.length === 0) {
    const name = section.name
    const by = inner === '' ? `<${name}></${name}>` : `<${name}>\n${inner}\n${indent}</${name}>`
    return [{ start: section.start, end: section.end, by }]
  }
  const last = left.at(-1)
  const at = isAliases && last !== undefined ? last.end : section.innerStart
  return [
    ...(inner === '' ? [] : [{ start: at, end: at, by: `\n${inner}` }]),
    ...ours.map((child) => ({ start: startOfSpace(text, child.start), end: child.end, by: '' })),
    ...(isAliases ? [] : separatorSplices(section, ours, additions.ruleCount)),
  ]
}

function isOurs(child: XmlElement, isAlias: boolean, marker: string): boolean {
  return nameOf(child) === (isAlias ? 'alias' : 'rule') && textOf(childOf(child, 'descr')).startsWith(marker)
}

/** Two aliases of one name make pf refuse every rule, and one of theirs is not ours to replace. */
function takenNames(path: string, section: XmlElement, { marker, aliasNames }: Additions): Problem[] {
  const names = new Set(aliasNames)
  return childrenOf(section, 'alias')
    .filter((alias) => !isOurs(alias, true, marker) && names.has(textOf(childOf(alias, 'name'))))
    .map((alias) => {
      const message = `the alias ${textOf(childOf(alias, 'name'))} is there already and is none of ours`
      const suggestion = `Rename it on the box, or begin its description with ${marker} if it may be replaced.`
      return problemAt('error', path, alias.line, message, suggestion)
    })
}

/** Where the white space before an element begins. */
function startOfSpace(text: string, at: number): number {
  let start = at
  while (start > 0 && /\s/.test(text[start - 1] ?? '')) start--
  return start
}

/** A separator stands before the rule of its number on its tab; ours push those of the floating tab down, but for their own heading. */
function separatorSplices(filter: XmlElement, ours: readonly XmlElement[], count: number): Splice[] {
  const floating = childrenOf(filter, 'rule').filter((rule) => childOf(rule, 'floating') !== undefined)
  const firstOfOurs = floating.findIndex((rule) => ours.includes(rule))
  const tab = childOf(childOf(filter, 'separator'), 'floatingrules')
  return (tab?.children ?? []).flatMap((separator): Splice[] => {
    const row = childOf(separator, 'row')
    const match = /^fr(\d+)$/.exec(textOf(row))
    if (row === undefined || match === null) return []
    const before = Number(match[1])
    const gone = floating.slice(0, before).filter((rule) => ours.includes(rule)).length
    const now = before === firstOfOurs ? 0 : count + before - gone
    return now === before ? [] : [{ start: row.innerStart, end: row.innerEnd, by: `fr${now}` }]
  })
}
