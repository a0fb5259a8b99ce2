/** Pieces of a Terraform module, as HCL lines that remember the rules they stand for. */
import { quoteHcl } from '@/lib/text/hcl/quote'
import { type HclItem, type HclLine, writeHcl } from '@/lib/text/hcl/write'
import type { OutputFile } from '../../target'

/** The ids of the rules that a line stands for. */
export type Marked = HclItem<readonly string[]>

export const blank: Marked = { kind: 'blank' }

export function comment(text: string, mark?: readonly string[]): Marked {
  return mark === undefined ? { kind: 'comment', text } : { kind: 'comment', text, mark }
}

export function set(name: string, value: string, mark?: readonly string[]): Marked {
  return mark === undefined ? { kind: 'set', name, value } : { kind: 'set', name, value, mark }
}

export interface ProviderNeed {
  /** Its local name: `aws`. */
  readonly name: string
  readonly source: string
  readonly version: string
}

export function terraformBlock({ name, source, version }: ProviderNeed): readonly Marked[] {
  return [
    {
      kind: 'block',
      header: 'terraform',
      body: [
        { kind: 'set', name: 'required_version', value: '">= 1.5.0"' },
        { kind: 'blank' },
        {
          kind: 'block',
          header: 'required_providers',
          body: [
            {
              kind: 'open',
              name,
              opener: '{',
              body: [
                { kind: 'set', name: 'source', value: quoteHcl(source) },
                { kind: 'set', name: 'version', value: quoteHcl(version) },
              ],
              closer: '}',
            },
          ],
        },
      ],
    },
  ]
}

export function variable(name: string, description: string, type: string, rest: readonly Marked[]): Marked {
  return {
    kind: 'block',
    header: `variable "${name}"`,
    body: [
      { kind: 'set', name: 'description', value: quoteHcl(description) },
      { kind: 'set', name: 'type', value: type },
      ...rest,
    ],
  }
}

export function validation(condition: string, message: string): readonly Marked[] {
  return [
    { kind: 'blank' },
    {
      kind: 'block',
      header: 'validation',
      body: [
        { kind: 'set', name: 'condition', value: condition },
        { kind: 'set', name: 'error_message', value: quoteHcl(message) },
      ],
    },
  ]
}

/** With a blank line between each two. */
export function separate(items: readonly Marked[]): readonly Marked[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [{ kind: 'blank' }, item]))
}

/** A file of the module, below a title and a line on what it holds. */
export function moduleFile(path: string, head: readonly string[], items: readonly Marked[]): OutputFile {
  const all = [...head.map((text) => comment(text)), ...(items.length === 0 ? [] : [blank]), ...items]
  const lines: readonly HclLine<readonly string[]>[] = writeHcl(all)
  return {
    path,
    text: `${lines.map(({ text }) => text).join('\n')}\n`,
    lineRules: lines.map(({ mark }) => mark ?? []),
    use: 'apply',
  }
}
