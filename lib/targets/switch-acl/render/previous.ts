/** What an earlier bundle put on the switch and this one does not name. */
import type { Problem } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import type { FileSet } from '../../target'
import { install } from '../install'
import { bindingKey, listKey, nothing, type SwitchModel } from '../model'
import { readFiles } from '../read'
import { listsPath } from '../standing'
import type { PlannedList } from './plan'
import type { Leftovers } from './write'

export interface Previous {
  readonly leftovers: Leftovers
  readonly problems: readonly Problem[]
}

export function leftoversOf(previous: FileSet | undefined, lists: readonly PlannedList[], site: Site): Previous {
  const files = (previous ?? []).filter(({ path }) => path === listsPath)
  if (files.length === 0) return { leftovers: { bindings: [], lists: [] }, problems: [] }
  const held = heldBy(files, site)
  if (held === undefined) {
    const message = 'The lists of the previous bundle are not read, so that it is not known what to take away.'
    const suggestion =
      'Give the bundle as it was written, or take its lists away by hand: the whole file remove.cfg beside it does.'
    return {
      leftovers: { bindings: [], lists: [] },
      problems: [{ severity: 'error', at: listsPath, message, suggestion }],
    }
  }
  const named = new Set(lists.map(({ family, name }) => listKey(family, name)))
  const asked = new Set(lists.map(({ interface: key, way, family }) => bindingKey(key, way, family)))
  const bindings = [...held.applied].filter(([key]) => !asked.has(key)).map(([, applied]) => applied)
  const gone = [...held.lists].filter(([key]) => !named.has(key)).map(([, { family, name }]) => ({ family, name }))
  const problems = bindings.map(({ interface: key, family, way }): Problem => {
    const message = `${key} is no longer filtered (IPv${family}, ${way}): the previous bundle did, this one takes its list away.`
    return { severity: 'warning', at: `targets/switch-acl/interfaces`, message }
  })
  return { leftovers: { bindings, lists: gone }, problems }
}

/** As the switch holds it once the file was pasted. */
function heldBy(files: FileSet, site: Site): SwitchModel | undefined {
  const read = readFiles(files, 'refuse')
  const held = read.ok ? install(nothing, read.value, site) : read
  return held.ok ? held.value : undefined
}
