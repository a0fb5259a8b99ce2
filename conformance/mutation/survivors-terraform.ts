/** Faults in our reading of Terraform that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const reported = 'a fault was kept just before, and a file with one is refused whole'
const otherwise = 'refused either way, in other words'
const bound = 'a bound of our own, which Terraform has not'
const spaces = 'what came before has skipped the blanks already'
const nothing = 'what has no value gives none to what it is part of'
const onPurpose = 'we refuse on purpose what Terraform takes, as nothing says what it admits'
const amazon = 'the AWS provider and EC2 refuse it; neither Terraform nor moto do'
const hetzner = 'the API of Hetzner refuses it; its provider does not'
const servers = 'no judge here holds servers: the API of ours knows firewalls alone'
const oneFile = 'how many files make a state is a convention of ours'

export const terraformReasons: readonly Entry[] = [
  ...of('same', reported, 'lib/text/hcl/cursor.ts', [{ inside: 'skip', before: 'stop(' }]),
  ...of('unseen', bound, 'lib/text/hcl/parse.ts', [
    { before: '4_000_000' },
    { before: '40' },
    { before: 'longest' },
    { before: 'deepest' },
  ]),
  ...of('unseen', bound, 'lib/text/hcl/parse-expression.ts', [
    { before: '60' },
    { before: 'deepest' },
    { before: 'too deeply' },
  ]),
  ...of('same', reported, 'lib/text/hcl/parse.ts', [{ inside: 'parseBody', before: 'name === undefined' }]),
  ...of('same', spaces, 'lib/text/hcl/parse.ts', [{ inside: 'parseBlock', before: 'skip(cursor, true)' }]),
  ...of('same', 'no label is a number', 'lib/text/hcl/parse-expression.ts', [{ inside: 'parsePlainString' }]),
  ...of('same', 'the negative of a number comes out the same, now or later', 'lib/text/hcl/parse-expression.ts', [
    { inside: 'parseUnary', before: "of.kind === 'literal'" },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/parse-expression.ts', [
    { inside: 'parseSteps', before: 'stop(' },
    { inside: 'parsePrimary', before: '[\\w.]' },
    { inside: 'parsePrimary', before: 'name === undefined' },
    { inside: 'parseObject', before: 'stop(' },
    { inside: 'parseItems', before: 'stop(' },
  ]),
  ...of('same', spaces, 'lib/text/hcl/parse-expression.ts', [
    { before: 'skip(cursor)' },
    { inside: 'parsePrimary', before: 'true' },
  ]),
  ...of('same', 'a word ends where the next sign is none of a word', 'lib/text/hcl/parse-expression.ts', [
    { inside: 'parseFor', before: '3', after: '+ 1' },
  ]),
  ...of(
    'same',
    'both names stand for the item then, and it is found by the first',
    'lib/text/hcl/parse-expression.ts',
    [{ inside: 'parseFor', before: 'second === undefined' }],
  ),
  ...of('same', otherwise, 'lib/text/hcl/parse-template.ts', [
    { before: "'~'" },
    { inside: 'takeEscape', before: '0', after: '+ 1' },
  ]),
  ...of('same', 'no single sign is a name that every object has', 'lib/text/hcl/parse-template.ts', [
    { before: 'Object.hasOwn' },
  ]),
  ...of('same', nothing, 'lib/text/hcl/evaluate.ts', [
    { before: '=== undefined', after: 'false' },
    { inside: 'evaluateCall', before: 'called.ok' },
    { before: 'fail(', after: 'undefined' },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/evaluate.ts', [
    { inside: 'evaluateSteps', before: 'isKnown' },
    { inside: 'evaluateSteps', before: 'scope.resolve(path.slice' },
  ]),
  ...of('same', 'it is given one other list', 'lib/text/hcl/functions.ts', [
    { before: 'others.every((list) => !isIn' },
  ]),
  ...of('same', nothing, 'lib/text/hcl/functions.ts', [{ inside: 'callFunction', before: 'false' }]),
  ...of('same', nothing, 'lib/text/hcl/convert.ts', [{ before: '=== undefined', after: 'false' }]),
  ...of('same', 'what is no number from end to end is none to Number() either', 'lib/text/hcl/convert.ts', [
    { inside: 'toNumber' },
  ]),
  ...of('same', remembered, 'lib/targets/terraform/read/configuration.ts', [{ before: 'remembered' }]),
  ...of('same', 'just a loop has such names', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'findUndeclared', before: "one.kind === 'for'" },
  ]),
  ...of('same', remembered, 'lib/targets/terraform/read/evaluate.ts', [
    { before: 'values.has' },
    { before: 'values.set(key, value)' },
  ]),
  ...of('unseen', 'Terraform asks for a value here', 'lib/targets/terraform/read/evaluate.ts', [
    { inside: 'variable', before: 'set === undefined' },
  ]),
  ...of('same', nothing, 'lib/targets/terraform/read/evaluate.ts', [{ before: '=== undefined' }]),
  ...of('same', otherwise, 'lib/targets/terraform/read/state.ts', [{ inside: 'readEntries', before: '/^\\s*' }]),
  ...of('unseen', 'there is no other format', 'lib/targets/terraform/read/state.ts', [{ before: '1\\.' }]),
  ...of('unseen', 'we refuse on purpose a state that says nothing', 'lib/targets/terraform/read/state.ts', [
    { inside: 'readEntries', before: 'root === undefined' },
  ]),
  ...of('unseen', oneFile, 'lib/targets/terraform-aws/read.ts', [{ inside: 'readOne' }]),
  ...of('unseen', oneFile, 'lib/targets/terraform-hetzner/read.ts', [
    { before: 'second === undefined' },
    { before: 'A state or a plan' },
  ]),
  ...of('unseen', onPurpose, 'lib/targets/terraform-aws/read/group-rules.ts', [
    { inside: 'findConflicts', before: 'which machin' },
  ]),
  ...of('same', 'of all protocols, no ports are read', 'lib/targets/terraform-aws/read/legacy.ts', [
    { before: 'isAll' },
  ]),
  ...of('unseen', amazon, 'lib/targets/terraform-aws/read/rule-values.ts', [
    { inside: 'readRuleValues', before: 'given.length' },
    { inside: 'readPorts' },
    { inside: 'readCidr' },
  ]),
  ...of('unseen', hetzner, 'lib/targets/terraform-hetzner/read/limits.ts', [{}]),
  ...of('unseen', hetzner, 'lib/targets/terraform-hetzner/read/rule-values.ts', [
    { before: '255' },
    { before: '100' },
    { before: 'longestDescription' },
    { before: 'given.length' },
    { inside: 'readPort', before: "text === ''" },
  ]),
  ...of('unseen', hetzner, 'lib/targets/terraform-hetzner/read/selector.ts', [{}]),
  ...of('unseen', hetzner, 'lib/targets/terraform-hetzner/read/state.ts', [
    { inside: 'readState', before: 'problems.length' },
  ]),
  ...of('unseen', servers, 'lib/targets/terraform-hetzner/read/state.ts', [
    { inside: 'carries' },
    { inside: 'attachmentTo' },
    { inside: 'attachmentsOf' },
    { inside: 'firewallOf', before: 'values.id' },
    { inside: 'readState', before: 'filter' },
    { inside: 'readState', before: 'Type' },
  ]),
  ...of('unseen', servers, 'lib/targets/terraform-hetzner/read/configuration.ts', [{ before: "'server'" }]),
  ...of('unseen', servers, 'lib/targets/terraform-hetzner/read/instances.ts', [
    { inside: 'attachmentOf', before: "'server'" },
  ]),
  ...of('unseen', onPurpose, 'lib/targets/terraform-hetzner/read/instances.ts', [
    { inside: 'firewallOf', before: "blocks('apply_to')" },
  ]),
  ...of('same', spaces, 'lib/text/hcl/parse-expression.ts', [{ inside: 'parseSteps', before: 'true' }]),
  ...of('same', otherwise, 'lib/text/hcl/functions.ts', [{ before: "['coalesce', 'merge', 'tobool'" }]),
  ...of('same', 'it only chooses which line is named', 'lib/targets/terraform-aws/read/group-rules.ts', [
    { inside: 'conflict' },
  ]),
  ...of('same', 'a state holds lists where it holds anything', 'lib/targets/terraform-hetzner/read/state.ts', [
    { inside: 'list', before: 'Array.isArray' },
    { inside: 'firewallOf', before: 'isJsonObject(rule)' },
    { inside: 'firewallOf', before: 'typeof values.name' },
  ]),
  ...of('unseen', 'it only warns', 'lib/targets/terraform-aws/read/account.ts', [
    { inside: 'readBare', before: "severity: 'warning'" },
  ]),
  ...of('same', 'a type of another form is refused where it stands', 'lib/text/hcl/convert.ts', [
    { inside: 'convertValue', before: "type.kind !== 'call'" },
  ]),
  ...of('same', 'any number above zero sorts alike', 'lib/text/hcl/value.ts', [
    { inside: 'inKeyOrder', before: '1', after: '+ 1' },
    { inside: 'setOf', before: '1', after: '+ 1' },
  ]),
  ...of('same', 'either way finds the same items', 'lib/text/hcl/value.ts', [
    { inside: 'setOf', before: "typeof item === 'object'", after: '||' },
  ]),
  ...of('unseen', bound, 'lib/text/hcl/functions.ts', [{ inside: 'many', before: '1000' }]),
  ...of('same', nothing, 'lib/text/hcl/evaluate.ts', [{ inside: 'evaluateFor', before: 'name === undefined ?' }]),
  ...of('same', 'what it looks for has four signs', 'lib/text/hcl/parse-expression.ts', [
    { inside: 'startsFor', before: '4', after: '+ 1' },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/parse-expression.ts', [{ inside: 'parseFor', before: '/^if' }]),
  ...of('same', otherwise, 'lib/text/hcl/parse-template.ts', [{ before: 'stripping' }]),
  ...of('same', 'the head of a longer name is gone through by itself', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'findUndeclared', before: 'path?.length', after: '&&' },
  ]),
  ...of('unseen', 'our stand-in for the provider has no timeouts', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'isIdleInside', before: 'true' },
  ]),
  ...of('same', otherwise, 'lib/targets/terraform/read/state.ts', [{ inside: 'readEntries', before: "'lineage'" }]),
  ...of('unseen', 'there is no other format', 'lib/targets/terraform/read/state.ts', [{ before: 'typeof version' }]),
  ...of('unseen', 'Terraform shows it of nothing that can be made here', 'lib/targets/terraform/read/state.ts', [
    { before: "'depends_on', 'tainted'" },
  ]),
  ...of('same', 'no type of a resource has such a name', 'lib/targets/terraform-aws/read/state.ts', [
    { before: 'Object.hasOwn(resourceShapes' },
  ]),
  ...of('unseen', onPurpose, 'lib/targets/terraform-aws/read/group-rules.ts', [
    { inside: 'findConflicts', before: "rule.peer.kind === 'group'" },
  ]),
  ...of('unseen', 'moto knows no lists of prefixes', 'lib/targets/terraform-aws/read/account-rules.ts', [
    { before: 'PrefixListId' },
  ]),
  ...of('unseen', 'moto knows no lists of prefixes', 'lib/targets/terraform-aws/read/account.ts', [
    { inside: 'draftsOf', before: 'PrefixListIds', after: '[' },
  ]),
  ...of('same', otherwise, 'lib/targets/terraform-aws/read/account.ts', [
    { inside: 'readAccount', before: '[{ ...problem', after: '[]' },
  ]),
  ...of('unseen', 'moto has no rule that is not read', 'lib/targets/terraform-aws/read/account.ts', [
    { inside: 'readBare', before: 'draft.group !== undefined' },
  ]),
  ...of('same', otherwise, 'lib/targets/terraform-hetzner/read.ts', [{ before: 'A state or a plan', after: '[]' }]),
  ...of('unseen', hetzner, 'lib/targets/terraform-hetzner/read/instances.ts', [{ before: 'A firewall has a name' }]),
  ...of('unseen', onPurpose, 'lib/targets/terraform-hetzner/read/instances.ts', [
    { inside: 'firewallOf', before: '0', after: '- 1' },
  ]),
  ...of('same', 'a path of two names has both', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'findUndeclared', before: 'root === undefined || name === undefined', after: '&&' },
  ]),
  ...of('same', nothing, 'lib/text/hcl/functions.ts', [{ before: 'value === undefined ? undefined : textOf' }]),
  ...of('same', 'the rest of a line is all of it', 'lib/targets/terraform/read/state.ts', [
    { inside: 'entriesOf', before: '/\\[.*$/' },
  ]),
  ...of('same', 'it only words who is meant', 'lib/targets/terraform-aws/read/account-rules.ts', [
    { inside: 'readBareRules', before: "group ?? 'a group'" },
  ]),
  ...of('same', 'no list and no map has the text of a protocol', 'lib/targets/terraform-aws/read/rule-values.ts', [
    { inside: 'readProtocol', before: 'typeof value' },
  ]),
  ...of('unseen', 'the Terraform that is asked does not take it', 'lib/targets/terraform/read/idle-blocks.ts', [
    { before: "'deprecated'" },
    { before: "'type', 'value', 'depends_on'" },
    { before: "'experiments'" },
  ]),
  ...of('unseen', 'moto tells no description of a pair of groups', 'lib/targets/terraform-aws/read/known-fields.ts', [
    { before: "'Description', 'GroupId'" },
  ]),
  ...of('unseen', onPurpose, 'lib/targets/terraform-hetzner/read/instances.ts', [{ before: 'Write apply_to' }]),
]
