/** Faults in our reading, merging and evaluating of Talos, and in the catalogue, that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const names = 'which file is for which machine is a convention of ours: Talos sees documents, and no names of files'
const unreachable =
  "it needs a CNI that answers service addresses before the kernel's filters, or an address on no interface"

const reported = 'a problem was reported just before, and a file with one is refused whole'
const noSixthName = 'nobody asks at that address: nodes before 1.14 have it not, and pods of IPv4 alone cannot'
const noInterface =
  'no packet here comes by an interface that the cluster has not, or by a tunnel to the name server of pods'

export const talosReasons: readonly Entry[] = [
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
  ...of('same', remembered, 'lib/targets/talos/evaluate/rule-sources.ts', [{ before: 'setsOfLists.set' }]),
  ...of('same', 'refused either way, in other words', 'lib/targets/talos/read/document.ts', [
    { before: 'NetworkLinkIngressConfig' },
    { inside: 'decodeDocument', before: "root.kind === 'list'" },
  ]),
  ...of('same', reported, 'lib/targets/talos/read/document.ts', [{ inside: 'checkKind', before: 'false' }]),
  ...of('same', 'it only chooses which line is named', 'lib/targets/talos/read/document.ts', [
    { inside: 'decodeDelete', before: "key === '$patch'" },
  ]),
  ...of(
    'unseen',
    'we refuse on purpose what Talos takes, and which deletes nothing',
    'lib/targets/talos/read/document.ts',
    [
      { inside: 'decodeDelete', before: "name === ''" },
      { inside: 'decodeDelete', before: "name !== ''" },
      { inside: 'decodeDelete', before: 'refuse(' },
    ],
  ),
  ...of('same', 'what is no number from end to end is none to Number() either', 'lib/targets/talos/read/port.ts', [
    { inside: 'readWhole', before: '^0[xX]' },
    { inside: 'readWhole', before: '^0[bB]' },
    { inside: 'readFloat', before: '/^(?:' },
  ]),
  ...of(
    'same',
    'a decimal number is read as a fraction then, and comes out as the same number',
    'lib/targets/talos/read/port.ts',
    [{ inside: 'readWhole', before: 'Number(text)' }],
  ),
  ...of('same', 'the negative of nothing is nothing', 'lib/targets/talos/read/port.ts', [
    { inside: 'readNumber', before: '0' },
  ]),
  ...of('same', reported, 'lib/targets/talos/read/rule.ts', [
    { inside: 'decodeDefault', before: "text === 'wrong'" },
    { inside: 'decodeRule', before: 'reading.problems.length > before' },
    { inside: 'checkKeys', before: 'sound = false' },
    { inside: 'checkKeys', before: 'false' },
    { inside: 'readSource', before: 'prefix === undefined ||' },
    { inside: 'readPorts', before: "item.kind !== 'scalar'" },
  ]),
  ...of(
    'same',
    'the machine that gets the file checks its ports once more, and refuses it then',
    'lib/targets/talos/read/rule.ts',
    [{ inside: 'checkPorts' }],
  ),
  ...of('same', 'it only words the advice', 'lib/targets/talos/read/rule.ts', [
    { inside: 'readSource', before: "item.kind === 'scalar' ? item.text" },
  ]),
  ...of(
    'same',
    'what the short way reads has no such line, and nothing reads the lines then',
    'lib/targets/talos/read/text.ts',
    [
      { inside: 'readText', before: 'true' },
      { inside: 'decodeSources', before: 'isCanonical' },
    ],
  ),
  ...of('unseen', 'there is no Talos 2', 'lib/targets/talos/behaviour.ts', [
    { inside: 'behaviourOf', before: '1', after: '(1 + 1)' },
  ]),
  ...of('unseen', 'of the releases around 1.12.5, just 1.12.0 and 1.13.9 are asked', 'lib/site/talos-filter.ts', [
    { before: "'1.12.5'" },
  ]),
  ...of('unseen', noSixthName, 'lib/site/talos-filter.ts', [{ inside: 'nameServersOf' }]),
  ...of('same', 'a part without services adds nothing', 'lib/targets/talos/admits.ts', [
    { inside: 'compileRow', before: 'rule.protocol === undefined' },
  ]),
  ...of('unseen', noInterface, 'lib/targets/talos/decide.ts', [
    { inside: 'decide', before: 'canArrive' },
    { inside: 'canArrive', before: 'kubespan' },
    { inside: 'isHostDns', before: "'wire'" },
    { inside: 'isHostDns', before: "arrival !== 'wire'" },
  ]),
  ...of('unseen', 'no machine can send a packet that mixes the families', 'lib/targets/talos/decide.ts', [
    { inside: 'isPossible' },
  ]),
  ...of('unseen', 'a packet to an address that the machine has not never comes to it', 'lib/targets/talos/decide.ts', [
    { inside: 'decideOutside', before: 'is not an address of' },
  ]),
  ...of(
    'same',
    'without rules, nothing that follows drops where the default is accept',
    'lib/targets/talos/decide.ts',
    [{ inside: 'throughChains', before: '0' }],
  ),
  ...of('unseen', noInterface, 'lib/targets/talos/evaluate/always.ts', [{ inside: 'trustedInterfaces' }]),
  ...of('same', 'an opening for no packets opens nothing', 'lib/targets/talos/evaluate/always.ts', [
    { inside: 'hostDns', before: '0' },
    { inside: 'hostDns', before: 'packets.entries' },
  ]),
  ...of('same', 'where the default is accept, ICMP is open by itself already', 'lib/targets/talos/evaluate/always.ts', [
    { inside: '', before: "'icmp'" },
    { inside: '', before: "'icmpv6'" },
  ]),
  ...of(
    'same',
    'where the last address is not named, nothing more is asked',
    'lib/targets/talos/evaluate/decide-rules.ts',
    [{ inside: 'leavesOut', before: 'value <= lastAddress', after: '<' }],
  ),
  ...of('same', 'the document that holds the type is there where the type is', 'lib/targets/talos/read/machine.ts', [
    { inside: 'readMachine', before: 'main === undefined || type' },
  ]),
  ...of('same', 'after so many faults the file is refused whatever follows', 'lib/targets/talos/read/text.ts', [
    { inside: 'decodeSources', before: 'hasEnoughFaults' },
  ]),
  ...of('same', 'a document cannot begin with the sign', 'lib/targets/talos/read/odd-lines.ts', [
    { inside: 'refuseOddLines', before: '0', after: '+ 1' },
    { inside: 'refuseOddLines', before: 'colon >= 0', after: '>' },
  ]),
  ...of('same', 'of the first document the line is not asked for', 'lib/targets/talos/read/odd-lines.ts', [
    { inside: 'separatorOf', before: '0' },
    { inside: 'separatorOf', before: 'line > 0' },
  ]),
  ...of('same', 'it only chooses which line is named', 'lib/targets/talos/read/odd-lines.ts', [
    { before: 'from + tab' },
  ]),
  ...of('same', 'it matches where the line begins, whatever is there', 'lib/targets/talos/read/odd-lines.ts', [
    { before: '/^ *(?:- +' },
  ]),
  ...of('unseen', 'no machine of a cluster here is a client of DHCPv6', 'lib/catalog/talos.ts', [{ before: '546' }]),
  ...of('unseen', 'no cluster here tells the two apart', 'lib/catalog/etcd.ts', [
    { before: "isScraped(design) ? ['nodes', scrapers]" },
  ]),
  ...of('unseen', 'no cluster here tells the two apart', 'lib/catalog/cni/calico.ts', [
    { before: 'isCalico(design) && !design.kubernetes.kubeProxy' },
  ]),
  ...of(
    'unseen',
    'we refuse on purpose a tab behind a comment, which Talos takes; nothing else may stand there',
    'lib/targets/talos/read/odd-lines.ts',
    [{ before: '[|>][-+' }],
  ),
]
