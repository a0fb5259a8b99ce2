/** Files read back by a target's own readers, as the box holds them once they are applied. */
import type { Problem } from '../design/problem'
import type { Site } from '../site/site'
import type { FileSet, Filter, Reader } from '../targets/target'

export type Installed<Model> =
  | { readonly ok: true; readonly model: Model; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

type AnyFilter<Model> = Filter<unknown, Model> | Filter<never, Model>

interface ReadRequest<Model> {
  readonly filter: AnyFilter<Model>
  readonly site: Site
  readonly files: FileSet
  readonly previous?: FileSet | undefined
}

interface Known {
  readonly files: FileSet
  readonly read: Installed<unknown>
}

const known = new WeakMap<Site, Map<string, Known>>()

/** What the boxes hold once the files are applied over the previous ones; the same files at once are read once. */
export function readInstalled<Model>(request: ReadRequest<Model>): Installed<Model> {
  const { filter, site, files, previous } = request
  if (previous !== undefined) return readFresh(request)
  const last = known.get(site)?.get(filter.id)
  if (last !== undefined && isSame(last.files, files)) return last.read as Installed<Model>
  const read = readFresh(request)
  known.set(site, (known.get(site) ?? new Map<string, Known>()).set(filter.id, { files, read }))
  return read
}

function isSame(a: FileSet, b: FileSet): boolean {
  return a.length === b.length && a.every(({ path, text }, index) => path === b[index]?.path && text === b[index]?.text)
}

function readFresh<Model>(request: ReadRequest<Model>): Installed<Model> {
  const { filter, site } = request
  const after = readFiles(filter, request.files, site)
  if (!after.ok) return after
  let before: Model | undefined
  if (request.previous !== undefined) {
    const read = readFiles(filter, filter.standing?.(request.previous) ?? request.previous, site)
    if (!read.ok) return read
    const fresh = filter.install(undefined, read.model, site)
    if (!fresh.ok) return fresh
    before = fresh.value
  }
  const installed = filter.install(before, after.model, site)
  if (!installed.ok) return installed
  return { ok: true, model: installed.value, problems: [...after.problems, ...installed.problems] }
}

/** Every file must be recognised by the one reader that reads the set. */
export function readerOf<Model>(filter: AnyFilter<Model>, files: FileSet): Reader<Model> | undefined {
  return filter.readers.find((candidate) => files.every((file) => candidate.recognises(file)))
}

function readFiles<Model>(filter: AnyFilter<Model>, files: FileSet, site: Site): Installed<Model> {
  const reader = readerOf(filter, files)
  if (reader === undefined) {
    const strange = files.find((file) => !filter.readers.some((candidate) => candidate.recognises(file)))
    const at = strange?.path ?? files[0]?.path ?? 'files'
    return {
      ok: false,
      problems: [
        {
          severity: 'error',
          at,
          message: 'No reader of this target recognises the file.',
          suggestion: 'Check that it belongs to this target.',
        },
      ],
    }
  }
  const read = reader.read(files, site)
  return read.ok ? { ok: true, model: read.value, problems: read.problems } : { ok: false, problems: read.problems }
}
