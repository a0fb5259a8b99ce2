/** Small configurations that we read, some in one: Terraform takes as long for many rules as for one. */
import type { TextFile } from '@/lib/targets/target'
import { expressionLocals } from './terraform-expressions'
import { groupsText } from './terraform-rule'

/** Refused with all of its batch where Terraform refuses one. */
const batch = 12

const fileOf = (text: string): readonly TextFile[] => [
  { path: 'groups.tf', text: groupsText },
  { path: 'main.tf', text },
]

/** What is not read stands alone, as Terraform may refuse it. */
export function batched(
  texts: readonly string[],
  isRead: (files: readonly TextFile[]) => boolean,
): readonly (readonly TextFile[])[] {
  const read = texts.filter((text) => isRead(fileOf(text)))
  const alone = texts.filter((text) => !read.includes(text))
  const batches = Array.from({ length: Math.ceil(read.length / batch) }, (_, index) =>
    read.slice(index * batch, (index + 1) * batch),
  )
  return [...batches.map(together), ...alone].map(fileOf)
}

/** Each with a variable, a name and a port of its own. */
function together(texts: readonly string[]): string {
  const own = texts.map((text, index) =>
    text
      .replace(expressionLocals, '')
      .replaceAll('variable "v"', `variable "v${index}"`)
      .replaceAll('var.v', `var.v${index}`)
      .replace('" "test"', `" "test${index}"`)
      .replace(/to_port = \d+/, `to_port = ${60_000 + index}`),
  )
  return `${texts.some((text) => text.startsWith(expressionLocals)) ? expressionLocals : ''}${own.join('')}`
}
