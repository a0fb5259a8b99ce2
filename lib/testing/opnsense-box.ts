/** Small OPNsense files and questions to the box that holds them, asked of both evaluators at once. */
import type { Problem } from '@/lib/design/problem'
import { buildSite } from '@/lib/site/build-site'
import { install } from '@/lib/targets/opnsense/install'
import type { OpnModel } from '@/lib/targets/opnsense/model'
import { readFiles } from '@/lib/targets/opnsense/read'
import { opnsense } from '@/lib/targets/opnsense/target'
import type { FileSet } from '@/lib/targets/target'
import { routerVerdict } from './router-box'
import { readExample } from './subject'

const site = buildSite(readExample('seed-000-baremetal'))

export interface HeldOpnBox {
  readonly model: OpnModel | undefined
  readonly problems: readonly Problem[]
}

/** Each file set is imported over what the ones before it left. */
export function opnBoxWith(...imports: readonly FileSet[]): HeldOpnBox {
  let model: OpnModel | undefined
  const problems: Problem[] = []
  for (const files of imports) {
    const read = readFiles(files)
    problems.push(...read.problems)
    const installed = read.ok ? install(model, read.value, site) : undefined
    problems.push(...(installed?.problems ?? []))
    if (installed?.ok !== true) return { model: undefined, problems }
    model = installed.value
  }
  return { model, problems }
}

export function opnVerdict({ model }: HeldOpnBox, text: string, key = 'lan'): 'allow' | 'deny' | 'unknown' {
  return routerVerdict(opnsense, model, site, text, key)
}

/** Aliases by name, type and entries. */
export function aliasFile(
  aliases: Readonly<Record<string, readonly [type: string, ...entries: string[]]>>,
): FileSet[number] {
  const list = Object.entries(aliases).map(([name, [type, ...entries]], index) => [
    `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    { enabled: '1', name, type, content: entries.join('\n') },
  ])
  return { path: 'aliases.json', text: JSON.stringify({ aliases: { alias: Object.fromEntries(list) } }, undefined, 2) }
}

const plain: Readonly<Record<string, string>> = {
  enabled: '1',
  action: 'pass',
  quick: '1',
  interfacenot: '0',
  interface: '',
  direction: 'in',
  ipprotocol: 'inet',
  protocol: 'any',
  source_net: 'any',
  source_not: '0',
  destination_net: 'any',
  destination_not: '0',
  statetype: 'keep',
}

/** One rule a record, in this order unless a sequence says otherwise; fields that are left out are as in a plain pass rule. */
export function ruleFile(rules: readonly Readonly<Record<string, string>>[]): FileSet[number] {
  const columns = [
    ...new Set(['@uuid', 'sequence', ...Object.keys(plain), ...rules.flatMap((rule) => Object.keys(rule))]),
  ]
  const rows = rules.map((rule, index) => {
    const uuid = `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const fields: Readonly<Record<string, string>> = {
      ...plain,
      '@uuid': uuid,
      sequence: String(100 * (index + 1)),
      ...rule,
    }
    return columns
      .map((column) => (/[,"]/.test(fields[column] ?? '') ? `"${fields[column]}"` : (fields[column] ?? '')))
      .join(',')
  })
  return { path: 'rules.csv', text: [columns.join(','), ...rows, ''].join('\n') }
}
