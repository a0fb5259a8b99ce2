/** Faults put in on purpose into what the machines load: a judge that does not see them sees nothing. */
export interface Fault {
  readonly fault: string
  /** The text of a file with the fault in it; the same text where it cannot carry it. */
  readonly change: (text: string) => string
}

export const faults: readonly Fault[] = [
  { fault: 'a swapped port', change: (text) => text.replaceAll('dport { 10250 }', 'dport { 10251 }') },
  { fault: 'a lost family', change: (text) => text.replace(/^.*\bip6 saddr\b.*\baccept\n/gm, '') },
  {
    fault: 'accept for block',
    change: (text) => text.replaceAll('policy drop;', 'policy accept;').replaceAll('counter drop', 'counter accept'),
  },
  { fault: 'a leftover rule', change: leaveRule },
  { fault: 'tcp for udp', change: (text) => text.replace(/\budp dport(?! \{ 53 \})/g, 'tcp dport') },
  { fault: 'answers dropped', change: (text) => text.replace(/^.*ct state \{ established, related \}.*\n/gm, '') },
  { fault: 'a chain behind the translation', change: (text) => text.replace('dstnat - 10', 'dstnat + 10') },
  { fault: 'no trust in tunnels', change: (text) => text.replaceAll('"lo", "siderolink", "kubespan"', '"lo"') },
  { fault: 'rules that were never loaded', change: () => '' },
]

/** The table is not deleted before it is written again, and held a rule more. */
function leaveRule(text: string): string {
  const begin = text.indexOf('table inet talos {\n')
  if (begin < 0) return text
  const rest = text.slice(begin)
  const before = rest.replaceAll(
    /^( +)type filter hook .*\n/gm,
    (line, blanks) => `${line}${blanks}tcp dport 2379 accept\n`,
  )
  return `${text.slice(0, begin)}${before}\n${rest}`
}
