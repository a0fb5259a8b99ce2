/** The rows of `facts/talos.md` 1 to 5 that a judge can exercise, or that stay debt until one does. */
export interface FactRow {
  readonly id: string
  readonly says: string
  /** Why no judge of today can exercise it. */
  readonly debt?: string
}

const compiler = 'needs Talos to program the kernel'
const kernel = 'needs the kernel'
const cluster = 'needs a running node'

export const factRows: readonly FactRow[] = [
  { id: '1.1', says: 'fields of NetworkDefaultActionConfig' },
  { id: '1.2', says: 'fields of NetworkRuleConfig and their validation' },
  { id: '1.3 ports', says: 'how items of ports decode' },
  { id: '1.3 subnets', says: 'how subnets decode' },
  { id: '1.4 strictness', says: 'unknown and repeated keys, missing and unknown kinds' },
  { id: '1.4 quirk', says: 'the names kind and apiVersion' },
  { id: '1.4 documents', says: 'empty documents and order' },
  { id: '1.4 duplicates', says: 'the same document twice' },
  { id: '1.4 empty ingress', says: 'a rule without sources' },
  { id: '2.1', says: 'documents are matched, others appended' },
  { id: '2.2', says: 'lists are replaced, or appended before 1.6.2' },
  { id: '2.3', says: 'accept over block does nothing' },
  { id: '2.4', says: 'a renamed or left-out rule stays' },
  { id: '2.5', says: '$patch: delete, what it removes and what is missing' },
  { id: '2.6', says: 'JSON patches are refused over several documents' },
  { id: '2.7', says: 'apply-config replaces everything', debt: cluster },
  { id: '2.8', says: 'modes of apply', debt: cluster },
  { id: '2.9', says: 'mode try', debt: cluster },
  { id: '2.10', says: 'no firewall in maintenance mode', debt: cluster },
  { id: '2.11', says: 'talhelper wraps rules', debt: 'needs talhelper' },
  { id: '3.1', says: 'when chains are written', debt: compiler },
  { id: '3.2', says: 'the input chain', debt: kernel },
  { id: '3.3', says: 'the prerouting chain', debt: kernel },
  { id: '3.4', says: 'where pods, services and host DNS come from', debt: kernel },
  { id: '3.5', says: 'one logical rule to kernel rules', debt: kernel },
  { id: '3.6', says: 'the reference evaluation', debt: kernel },
  { id: '3.7', says: 'the worked examples', debt: kernel },
  { id: '3.8', says: 'chains of KubeSpan', debt: 'needs a cluster of KubeSpan' },
  { id: '4', says: 'what the firewall reaches', debt: kernel },
  { id: '5 1.6.2', says: 'before: patches append' },
  { id: '5 1.7.6', says: 'before: adjacent ports, one blocked', debt: 'needs Talos 1.7.5 to program the kernel' },
  { id: '5 1.8 delete', says: 'before: no delete' },
  { id: '5 1.8 host DNS', says: 'before: no rule for host DNS', debt: kernel },
  { id: '5 1.9.4', says: 'before: input priority 0', debt: kernel },
  { id: '5 1.10', says: 'before: no prerouting chain', debt: kernel },
  { id: '5 1.10.1', says: 'before: apply-config of a firewall-only file not refused', debt: cluster },
  { id: '5 1.11', says: 'before: no ICMP timestamp drop', debt: kernel },
  { id: '5 1.12.5', says: 'before: ranges that end at the last element break everything', debt: compiler },
  { id: '5 1.13.9', says: 'before: large rule sets overflow the socket', debt: cluster },
  { id: '5 main', says: 'before 1.14.0: accept mode drops answers', debt: kernel },
]
