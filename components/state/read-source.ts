/** Reads a design that comes from outside the page; large ones take their time, so this runs in the worker. */
import { type Design, designSchema } from '@/lib/design/design'
import { failure, type Result, success } from '@/lib/design/problem'
import { readDesign } from '@/lib/design/read-design'
import { decodeLink } from '@/lib/share/codec'
import { knownNames } from '@/lib/targets/known-names'
import type { DesignSource } from './engine-task'

export function readSource(source: DesignSource): Result<Design> {
  switch (source.kind) {
    case 'text':
      return readDesign(source.text, { ...knownNames, draft: true, file: source.name })
    case 'link':
      return decodeLink(source.text, { ...knownNames, draft: true })
    case 'kept':
      return readKept(source.value)
  }
}

/** What we kept ourselves is held to its form alone: names that lead nowhere are reported, never a reason to refuse. */
function readKept(value: unknown): Result<Design> {
  const read = designSchema.safeParse(value)
  if (read.success) return success(read.data)
  return failure(
    read.error.issues.map((issue) => ({ severity: 'error', at: issue.path.join('/'), message: issue.message })),
  )
}
