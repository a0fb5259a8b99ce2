/** The whole of a kept record, its design read with the same schema as a file from a stranger. */
import type { Design } from '@/lib/design/design'
import type { Result } from '@/lib/design/problem'
import { readEnvelope, type StoredDesign } from './stored-design'

export type ReadStored =
  | { readonly ok: true; readonly stored: StoredDesign }
  /** `where` is a path into the record. */
  | { readonly ok: false; readonly message: string; readonly where: string }

/** `readValue` reads the design inside the record. */
export async function readStored(
  id: string,
  text: string,
  readValue: (value: unknown) => Promise<Result<Design>>,
): Promise<ReadStored> {
  const read = readEnvelope(text)
  if (!read.ok) return read
  const { stamp, parent, savedAt, files, design } = read.envelope
  const checked = await readValue(design)
  if (!checked.ok) {
    const [problem] = checked.problems
    const where = problem === undefined || problem.at === '' ? 'design' : `design/${problem.at}`
    return { ok: false, message: problem?.message ?? 'is no design', where }
  }
  return { ok: true, stored: { id, stamp, parent, savedAt, snapshot: { design: checked.value, files } } }
}
