/** Rules of files that are not interpreted: what they let through is missing from what is listed, and so is told. */
import type { Design } from '../design/design'
import { buildSite } from '../site/build-site'
import type { Filter, Lifted } from '../targets/target'
import { readInstalled } from '../verify/read-installed'
import { withMachinesEverywhere } from './list-reach'
import type { Note } from './note'

const most = 50

export function listDoubts(filter: Filter, design: Design, files: Lifted['files']): readonly Note[] {
  if (filter.uninterpreted === undefined) return []
  const site = buildSite(filter.meta.place === 'router' ? withMachinesEverywhere(design) : design)
  const options = filter.options.safeParse(design.targets[filter.id] ?? {})
  const read = readInstalled({ filter, site, files })
  if (!options.success || !read.ok) return []
  const names = new Map(files.map((file) => [file.path, file.from]))
  const notes = new Map<string, Note>()
  for (const point of filter.points(site, options.data)) {
    for (const { problem } of filter.uninterpreted(read.model, point, site)) {
      const line = problem.line ?? 1
      const path = problem.at.replace(/:\d+$/, '')
      const file = names.get(path) ?? path
      notes.set(`${problem.at} ${problem.message}`, { at: { file, line }, text: problem.message })
    }
  }
  return [...notes.values()].slice(0, most)
}
