/**
 * A firewall file as sections of lines, in the form that the Perl program and the nftables one both take.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 * @see https://github.com/proxmox/proxmox-ve-rs/blob/master/proxmox-ve-config/src/firewall/common.rs
 */
import type { TextFile } from '../../target'
import { isName, type Reading, refuse } from './reading'

export interface SourceLine {
  /** Without blanks at the ends, comment included. */
  readonly text: string
  /** From 1. */
  readonly line: number
}

type SectionKind = 'options' | 'aliases' | 'rules' | 'ipset' | 'group'

export interface Section {
  readonly kind: SectionKind
  readonly line: number
  /** Of an IP set or a group. */
  readonly name: string
  readonly comment: string
  readonly lines: readonly SourceLine[]
}

const plainHeaders: Readonly<Record<string, SectionKind>> = {
  '[options]': 'options',
  '[aliases]': 'aliases',
  '[rules]': 'rules',
}
const longestName: Readonly<Record<'ipset' | 'group', number>> = { ipset: 64, group: 18 }

export function readSections({ text }: TextFile, reading: Reading): readonly Section[] {
  const sections: (Section & { readonly lines: SourceLine[] })[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1
    const content = raw.replace(/^[ \t]+|[ \t]+$/g, '')
    if (content === '' || content.startsWith('#')) continue
    const [code = ''] = content.split('#', 1)
    if (!/^[\t\x20-\x7e]*$/.test(code)) {
      refuse(reading, line, 'the line holds a character that is no plain ASCII', 'write such things in a comment alone')
      continue
    }
    if (content.startsWith('[')) {
      const header = readHeader(content, line, reading)
      if (header !== undefined) sections.push({ ...header, line, lines: [] })
      continue
    }
    const section = sections.at(-1)
    if (section === undefined) refuse(reading, line, 'the line stands before the first section, and is left out')
    else section.lines.push({ text: content, line })
  }
  return sections
}

function readHeader(
  text: string,
  line: number,
  reading: Reading,
): Pick<Section, 'kind' | 'name' | 'comment'> | undefined {
  const plain = plainHeaders[text.toLowerCase()]
  if (plain !== undefined) return { kind: plain, name: '', comment: '' }
  const match = /^\[(IPSET|group)[ \t]+([^\s\]]+)\][ \t]*(?:#(.*))?$/.exec(text)
  if (match === null) {
    return refuse(
      reading,
      line,
      `${text.slice(0, 40)} is no section that both firewalls of the product know`,
      'write [OPTIONS], [ALIASES], [IPSET name], [RULES] or [group name], just so',
    )
  }
  const [, word, name = '', comment = ''] = match
  const kind = word === 'group' ? 'group' : 'ipset'
  if (!isName(name) || name.length > longestName[kind]) {
    return refuse(
      reading,
      line,
      `${name} does not do as a name`,
      `use 2 to ${longestName[kind]} small letters, digits, "-" and "_", a letter first`,
    )
  }
  return { kind, name, comment: comment.trim() }
}
