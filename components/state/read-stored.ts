/** The whole of a kept record, read with the same schema as a file from a stranger; loaded only when there is one. */
import { designSchema } from '@/lib/design/design'
import { readEnvelope, type StoredDesign } from './stored-design'

export type ReadStored =
  | { readonly ok: true; readonly stored: StoredDesign }
  /** `where` is a path into the record. */
  | { readonly ok: false; readonly message: string; readonly where: string }

export function readStored(id: string, text: string): ReadStored {
  const read = readEnvelope(text)
  if (!read.ok) return read
  const { stamp, parent, savedAt, files, design } = read.envelope
  const checked = designSchema.safeParse(design)
  if (!checked.success) {
    const issue = checked.error.issues[0]
    const where = ['design', ...(issue?.path ?? [])].join('/')
    return { ok: false, message: issue?.message ?? 'is no design', where }
  }
  return { ok: true, stored: { id, stamp, parent, savedAt, snapshot: { design: checked.data, files } } }
}
