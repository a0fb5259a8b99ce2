/**
 * Puts ours into the files that stand on the hosts: what an earlier bundle put there goes, everything else stays as it is,
 * line by line.
 */
import type { Problem } from '@/lib/design/problem'
import { blank, type Line, line } from './lines'

interface Block {
  /** Undefined for what stands before the first header. */
  readonly header: Line | undefined
  readonly kind: string
  readonly name: string
  readonly isOurs: boolean
  readonly lines: readonly Line[]
}

/** What goes into the file of the datacenter. */
export interface ClusterAdditions {
  readonly marker: string
  /** Each a whole section. */
  readonly sets: readonly (readonly Line[])[]
  readonly groups: readonly (readonly Line[])[]
  /** Whether the datacenter is to be switched on, and who administers the hosts then. */
  readonly management: readonly string[] | undefined
}

export interface Merged {
  readonly lines: readonly Line[]
  readonly problems: readonly Problem[]
}

export function mergeCluster(path: string, text: string, additions: ClusterAdditions): Merged {
  const { marker, sets, groups, management } = additions
  // While the firewall of the hosts is on, people reach them through it: it goes where it is made anew, and nowhere else.
  const theirs = blocksOf(text, marker).filter((block) => !block.isOurs || (management === undefined && isWayIn(block)))
  const problems = takenNames(path, theirs, [...sets, ...groups])
  const settled = management === undefined ? theirs : withManagement(withEnable(theirs), management, marker)
  const firstRules = settled.findIndex(({ kind }) => kind === 'rules' || kind === 'group')
  const cut = firstRules < 0 ? settled.length : firstRules
  const before = settled.slice(0, cut).flatMap(linesOf)
  const after = settled.slice(cut).flatMap(linesOf)
  const lines = [...spaced(before), ...sets.flat(), ...spaced(after), ...groups.flat()]
  return { lines: trimEnd(lines), problems }
}

export interface GuestAdditions {
  readonly marker: string
  readonly settings: readonly (readonly [key: string, value: string, rules: readonly string[]])[]
  /** The lines that bring our groups in. */
  readonly uses: readonly Line[]
}

/** Ours first among the rules: what theirs admit beyond shows in the proof. */
export function mergeGuest(text: string, { marker, settings, uses }: GuestAdditions): Merged {
  const blocks = blocksOf(text, marker).map((block) =>
    block.kind === 'rules' ? { ...block, lines: block.lines.filter(({ text: one }) => !isOurUse(one, marker)) } : block,
  )
  const options = blocks.some(({ kind }) => kind === 'options')
    ? blocks.map((block) => (block.kind === 'options' ? withSettings(block, settings) : block))
    : [withSettings(headed('[OPTIONS]', 'options'), settings), ...blocks]
  const withRules = options.some(({ kind }) => kind === 'rules') ? options : [...options, headed('[RULES]', 'rules')]
  let isFirst = true
  const lines = withRules.flatMap((block) => {
    if (block.kind !== 'rules' || !isFirst) return linesOf(block)
    isFirst = false
    const rest = block.lines.filter((one, index) => one.text !== '' || index > 0)
    return [...(block.header === undefined ? [] : [block.header]), blank, ...uses, ...rest]
  })
  return { lines: trimEnd(lines), problems: [] }
}

/** A guest that is no machine any more: ours go, and where nothing else lets anybody in, its firewall with them. */
export function releaseGuest(text: string, marker: string): Merged {
  const rest = mergeGuest(text, { marker, settings: [], uses: [] })
  const isEmpty = blocksOf(rest.lines.map((one) => one.text).join('\n'), marker)
    .filter(({ kind }) => kind === 'rules')
    .every(({ lines }) => lines.every((one) => /^\s*(?:#.*)?$/.test(one.text)))
  return isEmpty ? mergeGuest(text, { marker, settings: [['enable', '0', []]], uses: [] }) : rest
}

function isOurUse(text: string, marker: string): boolean {
  return /^\s*\|?GROUP\s/.test(text) && text.slice(text.indexOf('#') + 1).trim() === marker
}

function blocksOf(text: string, marker: string): readonly Block[] {
  const blocks: { header: Line | undefined; kind: string; name: string; isOurs: boolean; lines: Line[] }[] = [
    { header: undefined, kind: '', name: '', isOurs: false, lines: [] },
  ]
  for (const raw of text.replace(/\n$/, '').split('\n')) {
    // A part of ours, given as a backup, is whole from now on.
    if (raw.startsWith('# Part of ') && blocks.length === 1) continue
    const match = /^\s*\[\s*([A-Za-z]+)(?:\s+([^\]\s]+))?\s*\]\s*(?:#\s*(.*?)\s*)?$/.exec(raw)
    if (match === null) blocks.at(-1)?.lines.push(line(raw))
    else {
      const [, kind = '', name = '', comment = ''] = match
      blocks.push({ header: line(raw), kind: kind.toLowerCase(), name, isOurs: comment === marker, lines: [] })
    }
  }
  return blocks
}

function linesOf({ header, lines }: Block): readonly Line[] {
  return header === undefined ? lines : [header, ...lines]
}

function headed(text: string, kind: string): Block {
  return { header: line(text), kind, name: '', isOurs: false, lines: [] }
}

/** A section begins after one empty line. */
function spaced(lines: readonly Line[]): readonly Line[] {
  const end = trimEnd(lines)
  return end.length === 0 ? [] : [...end, blank]
}

function trimEnd(lines: readonly Line[]): readonly Line[] {
  let end = lines.length
  while (end > 0 && lines[end - 1]?.text.trim() === '') end--
  return lines.slice(0, end)
}

function takenNames(path: string, theirs: readonly Block[], ours: readonly (readonly Line[])[]): readonly Problem[] {
  const names = new Map(ours.map(([header]) => [headerKey(header?.text ?? ''), header?.text ?? '']))
  return theirs
    .filter(({ kind, name }) => names.has(`${kind} ${name}`))
    .map(({ kind, name }): Problem => {
      const what = kind === 'ipset' ? 'IP set' : 'group'
      const message = `The ${what} ${name} is there already and is none of ours.`
      const suggestion = 'Rename it on the hosts, or give it our mark as its comment if it may be replaced.'
      return { severity: 'error', at: path, message, suggestion }
    })
}

function headerKey(text: string): string {
  const [, kind = '', name = ''] = /^\[(\S+) (\S+)\]/.exec(text) ?? []
  return `${kind.toLowerCase()} ${name}`
}

function withSettings(
  block: Block,
  settings: readonly (readonly [key: string, value: string, rules: readonly string[]])[],
): Block {
  const left = new Map(settings.map(([key, value, rules]) => [key, line(`${key}: ${value}`, rules)]))
  const lines = block.lines.map((one) => {
    const key = /^\s*([A-Za-z_]+)\s*:/.exec(one.text)?.[1]?.toLowerCase() ?? ''
    const ours = left.get(key)
    left.delete(key)
    return ours ?? one
  })
  return { ...block, lines: [...(lines.length === 0 ? [blank] : []), ...trimEnd(lines), ...left.values(), blank] }
}

function withEnable(blocks: readonly Block[]): readonly Block[] {
  const setting = [['enable', '1', []]] as const
  if (blocks.some(({ kind }) => kind === 'options')) {
    return blocks.map((block) => (block.kind === 'options' ? withSettings(block, setting) : block))
  }
  const [first, ...rest] = blocks
  return [...(first === undefined ? [] : [first]), withSettings(headed('[OPTIONS]', 'options'), setting), ...rest]
}

/** The networks from which the hosts are administered. */
function isWayIn({ kind, name }: Block): boolean {
  return kind === 'ipset' && name === 'management'
}

/** Theirs stays, with what is missing in it. */
function withManagement(blocks: readonly Block[], entries: readonly string[], marker: string): readonly Block[] {
  const add = (block: Block): Block => {
    const kept = block.lines.filter(({ text }) => !text.endsWith(`# ${marker}`))
    const present = new Set(kept.map(({ text }) => text.split('#', 1)[0]?.trim()))
    const added = entries.filter((entry) => !present.has(entry)).map((entry) => line(`${entry} # ${marker}`))
    return { ...block, lines: [...(kept.length === 0 ? [blank] : trimEnd(kept)), ...added, blank] }
  }
  if (blocks.some(isWayIn)) return blocks.map((block) => (isWayIn(block) ? add(block) : block))
  const made = add({ ...headed('[IPSET management]', 'ipset'), name: 'management' })
  const at = blocks.findIndex(({ kind }) => kind === 'rules' || kind === 'group')
  return at < 0 ? [...blocks, made] : blocks.toSpliced(at, 0, made)
}
