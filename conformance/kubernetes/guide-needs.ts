/**
 * What the page for the person at the terminal must say by the options, beside commands that do what they must: written by
 * hand from the README of the target, and from nothing of its code. Blank lines as markdownlint has them: MD022 and MD031.
 * @see https://github.com/DavidAnson/markdownlint/blob/main/doc/Rules.md
 */
import { isNode, isScalar, parseAllDocuments, visit } from 'yaml'
import * as z from 'zod'
import type { PolicyOptions } from './samples'

type Files = Readonly<Record<string, string>>

const guidePath = 'kubernetes/APPLY.md'
const removePath = 'kubernetes/remove.sh'

/** The first that is missing, in words. */
export function wrongInGuide(files: Files, options: PolicyOptions): string | undefined {
  const { namespaces: named = [], podSecurity = 'restricted' } = options
  const namespaces = [...new Set(named)]
  const labels = namespaces.length > 0 && podSecurity !== 'unchanged'
  const remove = files[removePath]
  const wanted = [
    ...(labels ? ['kubernetes/namespaces.yaml'] : []),
    ...namespaces.map((name) => `kubernetes/policies/${name}.yaml`),
    ...(remove === undefined ? [] : [removePath]),
  ]
  const there = Object.keys(files).filter((path) => path !== guidePath)
  if ([...there].sort().join() !== [...wanted].sort().join()) return `there are the files ${there.join()}`
  const guide = files[guidePath]
  if (wanted.length === 0) return guide === undefined ? undefined : 'there is a page, and nothing to apply'
  if (guide === undefined) return 'there is no page'
  const sections = guide.split(/^## /m).slice(1)
  const headings = [
    ...(namespaces.length > 0 ? ['Before you start'] : []),
    ...(labels ? ['Pod Security labels'] : []),
    ...(namespaces.length > 0 ? ['Network policies'] : []),
    ...(remove === undefined ? [] : ['Remove what the last bundle left']),
    ...(namespaces.length > 0 ? ['Undo'] : []),
  ]
  const found = sections.map((text) => text.split('\n')[0] ?? '')
  if (found.join() !== headings.join()) return `the page has the sections ${found.join()}`
  return (
    crowded(guide) ??
    unsaid(guide, sections, options) ??
    unasked(sections, namespaces) ??
    disorderly(files) ??
    (remove === undefined ? undefined : wrongInRemoval(remove))
  )
}

/** What it is, and then nothing but policies by their names and labels by their keys. */
function wrongInRemoval(script: string): string | undefined {
  if (!/^# .*\n# .*APPLY\.md/.test(script)) return 'remove.sh does not say what it is'
  const commands = script.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const isKnown = (line: string): boolean =>
    /^kubectl delete networkpolicy --namespace=\S+ --ignore-not-found \S/.test(line) ||
    /^kubectl label namespace \S+(?: \S+-)+$/.test(line)
  const odd = commands.find((line) => !isKnown(line))
  if (odd !== undefined) return `remove.sh holds ${odd}`
  const names = commands.map((line) => (/--ignore-not-found (.*)/.exec(line)?.[1] ?? '').split(' '))
  const places = ['delete', 'label'].map((word) => commands.filter((line) => line.startsWith(`kubectl ${word}`)))
  const mixed = [...names, ...places].find((list) => [...list].sort().join() !== list.join())
  return mixed === undefined ? undefined : `remove.sh names ${mixed.join()} in no order`
}

const portsSchema = z.array(z.object({ port: z.union([z.number(), z.string()]), endPort: z.number().default(0) }))

/** Ports of a policy stand by their numbers, the shorter of two ranges first, and those with names behind them. */
function disorderly(files: Files): string | undefined {
  for (const [path, text] of Object.entries(files).filter(([name]) => name.includes('/policies/'))) {
    const lists: unknown[] = []
    for (const document of parseAllDocuments(text)) {
      visit(document, {
        Pair: (_, { key, value }) => {
          // The DNS of a cluster answers at one port, by two protocols.
          if (isScalar(key) && key.value === 'ports' && isNode(value)) lists.push(value.toJS(document))
        },
      })
    }
    for (const list of lists) {
      const read = portsSchema.safeParse(list)
      if (!read.success) return `${path} holds what are no ports`
      const ports = read.data
      const sorted = ports.toSorted(({ port: a, endPort: m }, { port: b, endPort: n }) => {
        if (typeof a === 'number' && typeof b === 'number') return a - b || m - n
        return typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'number' ? -1 : 1
      })
      if (JSON.stringify(sorted) !== JSON.stringify(ports)) return `${path} holds ports in no order`
    }
  }
  return undefined
}

/** The options, and the plugin of the design, that a person is warned of: the example has one that enforces policies. */
export function warningsOf({ namespaces = [], ingressNamespace, metricsNamespace }: PolicyOptions): string[] {
  if (namespaces.length === 0) return ['targets/kubernetes/namespaces']
  return Object.entries({ ingressNamespace, metricsNamespace }).flatMap(([key, name]) =>
    name !== undefined && namespaces.includes(name) ? [`targets/kubernetes/${key}`] : [],
  )
}

/** A heading, or a block of commands, without a blank line before it or behind. */
function crowded(guide: string): string | undefined {
  const lines = guide.trimEnd().split('\n')
  let isInside = false
  for (const [at, line] of lines.entries()) {
    const isFence = line.startsWith('```')
    const opens = isFence && !isInside
    if (isFence) isInside = !isInside
    const isHeading = line.startsWith('#') && !isInside
    if ((opens || isHeading) && at > 0 && lines[at - 1] !== '') return `line ${at + 1} stands close to the one before`
    if (((isFence && !opens) || isHeading) && (lines[at + 1] ?? '') !== '')
      return `line ${at + 1} stands close to the next`
  }
  return undefined
}

/** What a person must know before commands are run, or instead of it. */
function unsaid(
  guide: string,
  sections: readonly string[],
  { namespaces = [], denyEgress = true, ingressNamespace, metricsNamespace }: PolicyOptions,
): string | undefined {
  if (!/in the folder that holds `kubernetes\/`/.test(guide.split(/^## /m)[0] ?? ''))
    return 'it does not say where to run it'
  const silent = sections.find((text) => !/^.*\n\n[^`\n]/.test(text))
  if (silent !== undefined) return `nothing is said under ${silent.split('\n')[0]}`
  if (namespaces.length === 0) return undefined
  const [before = '', ...others] = sections
  const undo = others.at(-1) ?? ''
  if (before.includes('not the internet') !== denyEgress) return 'it is wrong about what pods will reach'
  const missing = [ingressNamespace, metricsNamespace].find(
    (name) => name !== undefined && !before.includes(`\`${name}\``),
  )
  if (missing !== undefined) return `it does not say that ${missing} may connect`
  if (!/Never `kubectl delete -f/.test(undo)) return 'it does not warn of deleting namespaces'
  const labels = others.find((text) => text.startsWith('Pod Security'))
  const between = labels?.split('```')[2] ?? ''
  return labels !== undefined && between.trim() === '' ? 'nothing is said between asking and setting labels' : undefined
}

/** The API server is asked before it does anything, and what it then holds is shown. */
function unasked(sections: readonly string[], namespaces: readonly string[]): string | undefined {
  const under = (heading: string): readonly string[] =>
    (sections.find((text) => text.startsWith(heading)) ?? '').split('\n').filter((line) => line.startsWith('kubectl'))
  const policies = under('Network policies')
  const labels = under('Pod Security')
  for (const name of namespaces) {
    const [first = '', second = '', third = ''] = policies.filter(
      (line) => line.endsWith(`/${name}.yaml`) || line.endsWith(`=${name}`),
    )
    if (!first.includes('--dry-run=server')) return `the policies of ${name} are applied without asking before`
    if (second !== first.replace(' --dry-run=server', ''))
      return `of the policies of ${name} others are applied than asked about`
    if (!third.startsWith('kubectl get networkpolicy')) return `the policies of ${name} are not shown`
    const asks = labels.findIndex((line) => line.includes('--dry-run=server') && line.includes(` namespace ${name} `))
    if (labels.length > 0 && (asks < 0 || asks === labels.length - 1))
      return `the labels of ${name} are set without asking before`
  }
  return undefined
}
