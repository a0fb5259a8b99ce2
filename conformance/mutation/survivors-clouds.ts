/** Faults in our reading of rules and firewalls in Terraform that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const reported = 'a fault was kept just before, and a file with one is refused whole'
const otherwise = 'refused either way, in other words'
const onPurpose = 'we refuse on purpose what Terraform takes, as nothing says what it admits'
const amazon = 'the AWS provider and EC2 refuse it; neither Terraform, nor moto, nor cfn-lint do'
const hetzner = 'the API of Hetzner refuses it; its provider does not'
const oneFile = 'how many files make a state is a convention of ours'
const strangers = 'no judge here writes a field that is not known'
const prefixLists = 'moto knows no lists of prefixes'
const standIn = 'our stand-in for the provider writes no such field'

const aws = 'lib/targets/terraform-aws'
const hcloud = 'lib/targets/terraform-hetzner'

export const cloudReasons: readonly Entry[] = [
  ...of('unseen', oneFile, `${aws}/read.ts`, [{ inside: 'readOne' }]),
  ...of('unseen', oneFile, `${hcloud}/read.ts`, [{ before: 'second === undefined' }]),
  ...of('same', otherwise, `${hcloud}/read.ts`, [{ before: 'A state or a plan', after: '[]' }]),
  ...of('unseen', onPurpose, `${aws}/read/group-rules.ts`, [
    { inside: 'findConflicts', before: 'which machin' },
    { inside: 'findConflicts', before: "rule.peer.kind === 'group'" },
  ]),
  ...of('same', 'one problem is enough to refuse the file', `${aws}/read/group-rules.ts`, [
    { before: '100' },
    { inside: 'findConflicts', before: 'mostConflicts' },
  ]),
  ...of('same', 'it only chooses which line is named', `${aws}/read/group-rules.ts`, [{ inside: 'conflict' }]),
  ...of('same', 'of all protocols, no ports are read', `${aws}/read/legacy.ts`, [{ before: 'isAll' }]),
  ...of('unseen', amazon, `${aws}/read/rule-values.ts`, [
    { inside: 'readRuleValues', before: 'given.length' },
    { inside: 'readPorts' },
    { inside: 'readCidr' },
  ]),
  ...of('same', 'no list and no map has the text of a protocol', `${aws}/read/rule-values.ts`, [
    { inside: 'readProtocol', before: 'typeof value' },
  ]),
  ...of('same', 'what is no protocol has no number either', `${aws}/read/rule-values.ts`, [
    { inside: 'readProtocol', before: '/^\\D/' },
    { inside: 'readProtocol', before: 'protocol === undefined' },
  ]),
  ...of('same', 'of a group of ours it is refused as one of unknown machines', `${aws}/read/rule-values.ts`, [
    { inside: 'readRuleValues', before: "typeof text === 'string'" },
  ]),
  ...of('same', otherwise, `${aws}/read/rule-values.ts`, [
    { inside: 'readRuleValues', before: "name === 'prefix_list_id'" },
  ]),
  ...of('same', reported, `${aws}/read/instances.ts`, [{ inside: 'ruleOf', before: 'problems.length > found' }]),
  ...of('same', 'of what has no value no number is made', `${aws}/read/instances.ts`, [
    { inside: 'numberAt', before: 'value === undefined ?', after: 'numberOf(value) ?? value' },
  ]),
  ...of('unseen', 'which groups have no rule is not compared', `${aws}/read/instances.ts`, [
    { inside: 'workOut', before: 'type === groupType ?' },
  ]),
  ...of('unseen', 'our stand-in for the provider has no timeouts', `${aws}/read/configuration.ts`, [
    { before: '[groupType]' },
  ]),
  ...of('unseen', strangers, `${aws}/read/state.ts`, [
    { inside: 'rulesOfEntries', before: 'strange' },
    { inside: 'rulesOfEntries', before: 'findJsonStranger' },
    { inside: 'rulesOfEntries', before: 'Object.hasOwn(resourceShapes', after: '!(' },
    { inside: 'rulesOfEntries', before: 'Object.hasOwn(resourceShapes', after: 'undefined' },
  ]),
  ...of('same', 'no type of a resource has such a name', `${aws}/read/state.ts`, [
    { before: 'Object.hasOwn(resourceShapes', after: 'resourceShapes[entry.type]' },
  ]),
  ...of('unseen', 'the groups of two modules have one name to the judge as well', `${aws}/read/state.ts`, [
    { inside: 'rulesOfEntries', before: 'Two groups are called' },
  ]),
  ...of('same', 'of a group of ours it is refused either way, and nothing is asked of others', `${aws}/read/state.ts`, [
    { inside: 'draftsOf', before: '[...known' },
  ]),
  ...of('unseen', 'Terraform leaves out all of a set that it does not know whole', `${aws}/read/state.ts`, [
    { inside: 'draftsOf', before: 'peers !== undefined' },
    { inside: 'draftsOf', before: '!isKnown' },
    { inside: 'draftsOf', before: '[{ direction, group: name, values: untold }]' },
  ]),
  ...of('same', 'a state holds objects there', `${aws}/read/state.ts`, [
    { inside: 'draftsOf', before: '!isJsonObject(inline)' },
  ]),
  ...of('unseen', strangers, `${aws}/read/account.ts`, [{ inside: 'readAccount', before: 'strange' }]),
  ...of('same', otherwise, `${aws}/read/account.ts`, [
    { inside: 'readAccount', before: '[{ ...problem', after: '[]' },
    { inside: 'readBare', before: "severity: 'error'" },
  ]),
  ...of('unseen', 'it only warns', `${aws}/read/account.ts`, [{ inside: 'readBare', before: "severity: 'warning'" }]),
  ...of('unseen', 'moto has no rule that is not read', `${aws}/read/account.ts`, [
    { inside: 'readBare', before: 'draft.group !== undefined' },
    { inside: 'readBare', before: 'problems.length > 0' },
    { inside: 'readBare', before: '0', after: '+ 1' },
  ]),
  ...of('unseen', 'which groups have no rule is not compared', `${aws}/read/account.ts`, [
    { inside: 'readBare', before: '[...names.values()]' },
  ]),
  ...of('unseen', prefixLists, `${aws}/read/account-rules.ts`, [{ before: 'PrefixListId' }]),
  ...of('unseen', prefixLists, `${aws}/read/account.ts`, [{ inside: 'draftsOf', before: 'PrefixListIds', after: '[' }]),
  ...of('same', 'it only words who is meant', `${aws}/read/account-rules.ts`, [
    { inside: 'readBareRules', before: "group ?? 'a group'" },
  ]),
  ...of('unseen', 'moto tells no description of a pair of groups', `${aws}/read/known-fields.ts`, [
    { before: "'Description', 'GroupId'" },
  ]),
  ...of('unseen', standIn, `${aws}/read/known-fields.ts`, [
    { before: "'id', 'arn', 'region'" },
    { before: "...legacyEnds, 'type'" },
  ]),
  ...of('same', 'a list of prefixes is refused either way', `${aws}/read/known-fields.ts`, [
    { before: "['cidr_blocks'", after: "'ipv6_cidr_blocks', 'protocol'" },
    { before: "['cidr_ipv4'", after: "['cidr_ipv4', 'cidr_ipv6', 'referenced" },
  ]),
  ...of('same', remembered, `${hcloud}/read/rule-values.ts`, [{ before: '_000_000' }]),
  ...of('unseen', hetzner, `${hcloud}/read/limits.ts`, [{}]),
  ...of('unseen', hetzner, `${hcloud}/read/rule-values.ts`, [
    { before: '255' },
    { before: '100' },
    { before: 'longestDescription' },
    { before: 'given.length' },
    { inside: 'readRuleValues', before: '0', after: '- 1' },
    { inside: 'readPort', before: "text === ''" },
    { inside: 'readPort', before: '1', after: '- 1' },
  ]),
  ...of('unseen', hetzner, `${hcloud}/read/selector.ts`, [{}]),
  ...of('unseen', hetzner, `${hcloud}/read/state.ts`, [
    { inside: 'readState', before: 'problems.length' },
    { inside: 'readState', before: 'findLimits' },
    { inside: 'readState', before: '0', after: '- 1' },
    { inside: 'readState', before: '0', after: '+ 1' },
  ]),
  ...of('unseen', strangers, `${hcloud}/read/state.ts`, [{ inside: 'firewallOf', before: 'strange' }]),
  ...of('same', 'a state holds lists where it holds anything', `${hcloud}/read/state.ts`, [
    { inside: 'list', before: 'Array.isArray' },
    { inside: 'firewallOf', before: 'isJsonObject(rule)' },
    { inside: 'firewallOf', before: 'typeof values.name' },
    { inside: 'attachmentsOf', before: '!isJsonObject(one)' },
  ]),
  ...of('same', 'no provider makes a server whose labels are no texts', `${hcloud}/read/state.ts`, [
    { inside: 'attachmentTo', before: 'filter' },
    { inside: 'attachmentTo', before: '1', after: '- 1' },
    { inside: 'attachmentTo', before: 'isJsonObject(values.labels) ?', after: 'values.labels' },
  ]),
  ...of('unseen', hetzner, `${hcloud}/read/instances.ts`, [{ before: 'A firewall has a name' }]),
  ...of('same', otherwise, `${hcloud}/read/configuration.ts`, [{ before: "['label_selector', 'server']" }]),
  ...of('same', otherwise, `${hcloud}/read/instances.ts`, [
    { inside: 'firewallOf', before: 'attribute === undefined', after: 'false' },
  ]),
  ...of('same', reported, `${hcloud}/read/instances.ts`, [{ inside: 'ruleOf', before: 'problems.length > found' }]),
  ...of('same', 'it only says which line comes first', `${hcloud}/read/instances.ts`, [
    { inside: 'ruleOf', before: 'true' },
  ]),
  ...of('unseen', onPurpose, `${hcloud}/read/instances.ts`, [
    { inside: 'firewallOf', before: "blocks('apply_to')" },
    { inside: 'firewallOf', before: '0', after: '- 1' },
    { before: 'Write apply_to' },
    { inside: 'attachmentOf', before: "=== 'server'" },
  ]),
]
