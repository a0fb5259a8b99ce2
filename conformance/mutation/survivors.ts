/** Why mutants live: those that were looked into, each found by its piece of text. What is not here is printed as unexplained. */
import type { Mutant } from './instrument'

export interface Reason {
  /**
   * `same`: nothing that anybody can tell changes, as argued. `unseen`: something changes, and none of these judges can see
   * it, as said.
   */
  readonly kind: 'same' | 'unseen'
  readonly why: string
}

interface Entry extends Reason {
  /** The end of the file's path, and the function or nothing. */
  readonly file: string
  readonly inside?: string
  /** Parts of the text before and after; nothing stands for any. */
  readonly before?: string
  readonly after?: string
}

const names = 'which file is for which machine is a convention of ours: Talos sees documents, and no names of files'
const remembered = 'it only remembers: what is not found is computed again, and comes out the same'
const unreachable =
  "it needs a CNI that answers service addresses before the kernel's filters, or an address on no interface"

const reported = 'a problem was reported just before, and a file with one is refused whole'
const noSixthName = 'nobody asks at that address: nodes before 1.14 have it not, and pods of IPv4 alone cannot'
const noInterface =
  'no packet here comes by an interface that the cluster has not, or by a tunnel to the name server of pods'

type Place = Pick<Entry, 'inside' | 'before' | 'after'>

function of(kind: Reason['kind'], why: string, file: string, places: readonly Place[]): Entry[] {
  return places.map((place) => ({ kind, why, file, ...place }))
}

const entries: readonly Entry[] = [
  ...of(
    'unseen',
    'the networks of every cluster here hold its own machines; a design may leave some out of `clusterCIDRs`',
    'lib/catalog/talos.ts',
    [{ before: "['controlplane', 'cluster']" }],
  ),
  ...of(
    'unseen',
    'the networks of every cluster here hold its own machines; a design may leave some out of `clusterCIDRs`',
    'lib/catalog/kubernetes.ts',
    [{ before: "'cluster']" }],
  ),
  ...of('unseen', names, 'lib/targets/talos/read.ts', [
    { inside: 'readBundlePath' },
    { inside: 'stemOf' },
    { inside: 'scopeOfName' },
    { inside: 'refuseRivals' },
    { inside: 'looseLayer' },
    { before: 'readBundlePath' },
    { before: 'path !== undefined' },
    { before: 'configReader' },
    { before: 'bundleReader' },
    { before: 'warnStrangers' },
    { before: 'compareNetworks' },
    { before: 'recognises' },
    { before: 'site.members.some' },
    { before: 'path.use' },
    { before: '.nodes' },
    { before: 'controlplane' },
  ]),
  ...of('unseen', names, 'lib/targets/talos/install.ts', [{ inside: 'covers' }, { inside: 'chooseLayers' }]),
  ...of('same', remembered, 'lib/targets/talos/behaviour.ts', [{ before: 'known' }]),
  ...of('same', remembered, 'lib/targets/talos/install.ts', [{ before: 'known' }]),
  ...of('same', remembered, 'lib/targets/talos/evaluate/rule-sources.ts', [{ before: 'known' }]),
  ...of('same', remembered, 'lib/targets/talos/evaluate/always.ts', [{ before: 'known' }]),
  ...of('same', remembered, 'lib/targets/talos/admits.ts', [
    { before: 'known' },
    { before: 'members' },
    { inside: 'ruledRow', before: 'rows.get' },
  ]),
  ...of('same', remembered, 'lib/targets/talos/read/canonical.ts', [{ before: 'knownBlocks' }]),
  ...of('unseen', unreachable, 'lib/targets/talos/decide.ts', [
    { before: 'CNI answers' },
    { before: 'announced' },
    { before: 'kubeProxy' },
  ]),
  ...of('unseen', unreachable, 'lib/targets/talos/evaluate/always.ts', [
    { before: 'announced' },
    { inside: 'nodePorts' },
  ]),
  ...of(
    'same',
    'a decimal number is read as a fraction then, and comes out as the same number',
    'lib/targets/talos/read/port.ts',
    [{ inside: 'readWhole', before: '0|[1-9]' }],
  ),
  ...of('same', 'refused either way, in other words', 'lib/targets/talos/read/rule.ts', [
    { inside: 'readProtocol', before: "'icmp" },
  ]),
  ...of('same', 'the texts of null and of nothing are no prefixes either', 'lib/targets/talos/read/rule.ts', [
    { inside: 'readSubnet', before: 'isAbsent(field)' },
  ]),
  ...of('same', 'either way the same action is held, on one line or the other', 'lib/targets/talos/evaluate/merge.ts', [
    { inside: 'mergeDocument', before: "'accept'" },
  ]),
  ...of('same', 'a part without sources adds nothing', 'lib/targets/talos/admits.ts', [
    { inside: 'compileRow', before: 'sources === noAddresses' },
  ]),
  ...of('same', 'just tcp and udp have ports', 'lib/targets/talos/decide.ts', [
    { inside: 'beforeChains', before: 'port === undefined' },
  ]),
  ...of(
    'same',
    'without rules, nothing that follows drops where the default is accept',
    'lib/targets/talos/decide.ts',
    [
      { inside: 'throughChains', before: 'firewall.rules.length === 0' },
      { inside: 'throughChains', before: "'accept'" },
    ],
  ),
  ...of('same', 'no rule names ICMP, and the default drops it all the same', 'lib/targets/talos/decide.ts', [
    { inside: 'blockPreamble', before: "deny('Talos drops ICMP" },
  ]),
  ...of('same', 'no release comes before x.y.0', 'lib/targets/talos/behaviour.ts', [
    { inside: 'since', before: '0', after: '(0 - 1)' },
  ]),
  ...of(
    'same',
    'two documents of one name are of one kind; a list has nothing before its first',
    'lib/targets/talos/evaluate/merge.ts',
    [
      { inside: 'mergeDocument', before: "left.kind !== 'rule'" },
      { inside: 'mergeDocument', before: "left.kind !== 'default'" },
      { inside: 'mergePatch', before: '1', after: '(1 + 1)' },
    ],
  ),
  ...of(
    'unseen',
    'before or behind other filters a chain drops the same; none here stands between',
    'lib/site/talos-filter.ts',
    [{ before: "since('1.9.4')" }, { before: "'1.9.4'" }],
  ),
  ...of('same', remembered, 'lib/site/talos-filter.ts', [{ before: 'known' }, { before: 'found' }]),
  ...of('same', remembered, 'lib/targets/talos/behaviour.ts', [{ before: 'found' }]),
  ...of('same', remembered, 'lib/targets/talos/install.ts', [
    { inside: 'chooseLayers', before: 'owners.has' },
    { inside: 'chooseLayers', before: 'lists.set' },
    { inside: 'applyAll', before: 'row.set' },
  ]),
  ...of('same', remembered, 'lib/targets/talos/evaluate/always.ts', [{ before: 'ofSite' }]),
  ...of('same', 'where the default is accept, ICMP is open by itself already', 'lib/targets/talos/evaluate/always.ts', [
    { before: "['tcp', 'udp', 'icmp', 'icmpv6']" },
  ]),
  ...of('unseen', noSixthName, 'lib/targets/talos/decide.ts', [{ before: 'hostDnsV6' }]),
  ...of('unseen', noSixthName, 'lib/targets/talos/evaluate/always.ts', [{ before: 'hostDnsV6' }]),
  ...of('unseen', noInterface, 'lib/targets/talos/decide.ts', [{ inside: 'isHostDns', before: 'false' }]),
  ...of('unseen', noInterface, 'lib/targets/talos/evaluate/always.ts', [{ inside: 'arrivalsOf' }]),
  ...of('same', 'every text goes to the general reader then, slower', 'lib/targets/talos/read/text.ts', [
    { inside: 'readText', before: 'canonical !== undefined' },
  ]),
  ...of(
    'same',
    'a file without a machine type is read as loose documents on that way too',
    'lib/targets/talos/read.ts',
    [{ inside: 'readFile', before: '!isWholeConfig' }],
  ),
  ...of('same', reported, 'lib/targets/talos/read/document.ts', [{ inside: 'checkKind', before: 'since !==' }]),
  ...of('same', reported, 'lib/targets/talos/read/rule.ts', [
    { inside: 'readPorts', before: 'checkPorts(' },
    { inside: 'checkPorts', before: 'fault === undefined && pair' },
  ]),
  ...of(
    'same',
    'no judged release knows the kind, so that it is refused as unknown',
    'lib/targets/talos/read/document.ts',
    [{ inside: 'checkKind', before: 'uninterpretedKinds' }],
  ),
  ...of('same', remembered, 'lib/targets/talos/install.ts', [{ inside: 'firewallsOf', before: 'appliedFresh' }]),
  ...of('same', 'every ICMP message has a type', 'lib/targets/talos/decide.ts', [
    { inside: 'blockPreamble', before: '0' },
  ]),
  ...of('unseen', 'there is no Talos 2', 'lib/targets/talos/behaviour.ts', [
    { before: 'version.major > 1' },
    { inside: 'since', before: '1' },
  ]),
  ...of('unseen', 'of the releases around 1.7.6, just 1.7.0 and 1.8.0 are asked', 'lib/targets/talos/behaviour.ts', [
    { inside: 'behaviourOf', before: '6' },
  ]),
  ...of('unseen', 'no machine can send a packet that mixes the families', 'lib/targets/talos/decide.ts', [
    { inside: 'decide', before: 'isPossible' },
  ]),
]

export function reasonFor({ file, inside, before, after }: Mutant): Reason | undefined {
  return entries.find(
    (entry) =>
      file.endsWith(entry.file) &&
      (entry.inside === undefined || entry.inside === inside) &&
      (entry.before === undefined || before.includes(entry.before)) &&
      (entry.after === undefined || after.includes(entry.after)),
  )
}
