/**
 * Text that a configuration holds for people: a banner may show the very lines that this reader looks for, and a macro holds
 * commands that nobody has carried out.
 * @see https://www.cisco.com/en/US/docs/ios/12_3/configfun/command/reference/cfr_1g01.html (banner exec and others)
 * @see http://wozney.ca/2010/04/15/macors-make-your-life-easier/ (macro name)
 * @see https://github.com/aristanetworks/avd/blob/devel/ansible_collections/arista/avd/roles/eos_cli_config_gen/docs/tables/banners.md
 */

export interface OwnWords {
  /** As many lines as before; those of such texts are empty. */
  readonly lines: readonly string[]
  /** From 0: where a text begins that never ends. */
  readonly unended: number | undefined
}

/** The lines of a whole configuration without what stands there for people. */
export function withoutTexts(text: string): OwnWords {
  const lines = text.split('\n')
  let begun: { readonly at: number; readonly ends: (line: string) => boolean } | undefined
  const kept = lines.map((line, at) => {
    if (begun === undefined) {
      const ends = endOfText(line.replace(/\r$/, ''))
      begun = ends && { at, ends }
      return line
    }
    if (begun.ends(line.replace(/\r$/, ''))) begun = undefined
    return ''
  })
  return { lines: kept, unended: begun?.at }
}

const opening =
  /^\s*(?:banner(?: (?:motd|login|exec|incoming|slip-ppp|prompt-timeout|config-save))?|aaa authentication (?:banner|fail-message)|menu \S+ (?:title|prompt|status-line))(?:\s+(\S.*))?$/

/** What ends the text that the line opens; undefined where it opens none, or ends it as well. */
function endOfText(line: string): ((line: string) => boolean) | undefined {
  if (/^\s*macro name \S/.test(line)) return (one) => one.startsWith('@')
  const match = opening.exec(line)
  if (match === null) return undefined
  const [, rest] = match
  // EOS wants no sign of its own, and ends by a word.
  if (rest === undefined) return line.trimStart().startsWith('banner ') ? (one) => one.trim() === 'EOF' : undefined
  const sign = rest.startsWith('^C') ? '^C' : rest.slice(0, 1)
  return rest.slice(sign.length).includes(sign) ? undefined : (one) => one.includes(sign)
}
