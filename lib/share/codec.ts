/**
 * A design as a link: `<base>/#d=<codec>.<payload>`. The fragment is never sent to a server. A link comes from a
 * stranger: it is bounded before and after unfolding, and read by the same schema as a file.
 */
import type { Design } from '@/lib/design/design'
import { sortKeys } from '@/lib/design/minimal'
import { failure, type Result } from '@/lib/design/problem'
import { type ReadOptions, readDesignValue } from '@/lib/design/read-design'
import { readContent0 } from './codec0'
import { leaveOut, putBack } from './codec1/defaults'
import { readColumns } from './codec1/read-columns'
import { writeColumns } from './codec1/write-columns'
import { frame, unframe } from './frame'

/** A thousand machines that are named one by one take less than a tenth of it. */
const mostCharacters = 200_000
/** Every codec that ever was, by its name in the link; undefined for what is no value. */
const readers: Readonly<Record<string, (content: Uint8Array) => unknown>> = {
  '0': readContent0,
  '1': (content) => putBack(readColumns(content)),
}

/** The value behind `#d=`; equal designs give equal links. */
export function encodeDesign(design: Design): string {
  return `1.${frame(writeColumns(leaveOut(sortKeys(design))))}`
}

/** The whole link; `base` is the address of the page, with or without a slash at its end. */
export function linkToDesign(design: Design, base: string): string {
  return `${base.replace(/[#/]+$/, '')}/#d=${encodeDesign(design)}`
}

/** Reads a whole link, its fragment, or the bare value. Never throws. */
export function decodeLink(text: string, options: ReadOptions = {}): Result<Design> {
  if (text.length > mostCharacters) {
    return refuse(
      `the link has ${text.length} characters; we open at most ${mostCharacters}`,
      'ask for the design as a file',
    )
  }
  const value = valueOfLink(text)
  if (value === undefined) {
    return refuse('this is not a link to a design', 'paste the whole link, with #d= and all that follows')
  }
  const dot = value.indexOf('.')
  if (dot < 0) return refuse(`the link is incomplete: it ends after ${value.length} characters`, 'copy the whole of it')
  const name = value.slice(0, dot)
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (read === undefined) {
    return refuse(`the link was made by a newer Portcullis (codec ${name.slice(0, 8)})`, 'open it with that version')
  }
  const content = unframe(value.slice(dot + 1), dot + 1)
  if (!content.ok) return content
  const design = read(content.value)
  if (design === undefined) return refuse('what the link holds is not a design', 'ask for the design as a file')
  return readDesignValue(design, options)
}

/** What stands behind `d=`, without what chats and mail programs put around and into links. */
function valueOfLink(text: string): string | undefined {
  const joined = text.replaceAll(/\s/g, '')
  const match = /#(?:[^#]*&)?d=([^&#]*)/.exec(joined) ?? /^(?:d=)?([0-9A-Za-z]{1,8}\.[^&#/]*|[0-9])$/.exec(joined)
  const value = match?.[1]
  return value === undefined ? undefined : (/^.*[A-Za-z0-9_-]/.exec(value)?.[0] ?? '')
}

function refuse(message: string, suggestion: string): Result<Design> {
  return failure([{ severity: 'error', at: 'link', message, suggestion }])
}
