/** Faults in our reading of Terraform's language and files that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const reported = 'a fault was kept just before, and a file with one is refused whole'
const otherwise = 'refused either way, in other words'
const bound = 'a bound of our own, which Terraform has not'
const spaces = 'what came before has skipped the blanks already'
const nothing = 'what has no value gives none to what it is part of'
const otherForm = 'a type of another form is refused where it stands'
const asked = 'the Terraform that is asked does not take it'
const strangers = 'no judge here writes a field that is not known'

export const terraformReasons: readonly Entry[] = [
  ...of('same', reported, 'lib/text/hcl/cursor.ts', [{ inside: 'skip', before: 'stop(' }]),
  ...of('unseen', bound, 'lib/text/hcl/cursor.ts', [
    { before: '60', after: '+ 1' },
    { inside: 'below', after: 'false' },
    { inside: 'below', before: 'stop(' },
    { inside: 'cursorOn', before: '0', after: '- 1' },
  ]),
  ...of('same', 'a comment takes two signs at least, so that none ends at the first', 'lib/text/hcl/cursor.ts', [
    { inside: 'skip', before: 'end < 0', after: '<=' },
    { inside: 'skip', before: '0', after: '+ 1' },
  ]),
  ...of('same', remembered, 'lib/text/hcl/parse.ts', [{ before: '1_000_000' }, { before: '2_000_000' }]),
  ...of('same', 'it only spares a search that finds nothing', 'lib/text/hcl/parse-expression.ts', [
    { inside: 'parseBinary', before: 'firstOfSign' },
  ]),
  ...of('same', 'it only spares a search that finds nothing', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'findUndeclared', before: "kind !== 'literal'" },
    { inside: 'findUndeclared', before: 'inside.length === 0' },
    { inside: 'findUndeclared', before: '0', after: '- 1' },
  ]),
  ...of('unseen', bound, 'lib/text/hcl/parse.ts', [
    { before: '4_000_000' },
    { before: 'longest' },
    { inside: 'parseHcl', before: 'false' },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/parse.ts', [{ inside: 'parseBody', before: 'Neither' }]),
  ...of('same', 'no label is a number', 'lib/text/hcl/parse-expression.ts', [{ inside: 'parsePlainString' }]),
  ...of('unseen', bound, 'lib/text/hcl/parse-expression.ts', [
    { inside: '', before: '60', after: '+ 1' },
    { inside: 'parseSteps', before: '0', after: '- 1' },
    { inside: 'parseSteps', before: 'steps > mostSteps', after: 'false' },
    { inside: 'parseSteps', before: "stop(cursor, 'This is nested too deeply.')" },
  ]),
  ...of('same', 'the negative of a number comes out the same, now or later', 'lib/text/hcl/parse-expression.ts', [
    { inside: 'parseUnary', before: "of.kind === 'literal'" },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/parse-expression.ts', [{ inside: 'parseFor', before: '/^if' }]),
  ...of(
    'unseen',
    'what follows is refused where it stands, or Terraform takes it too',
    'lib/text/hcl/parse-expression.ts',
    [
      { inside: 'parsePrimary', before: '[\\w.]' },
      { inside: 'parsePrimary', before: 'This is no number' },
    ],
  ),
  ...of('same', 'no sign is of a level below the first', 'lib/text/hcl/parse-expression.ts', [
    { inside: 'parseChoice', before: '0', after: '(0 - 1)' },
  ]),
  ...of('same', 'what is inside a literal is not asked', 'lib/text/hcl/syntax.ts', [
    { inside: 'childrenOf', before: "'literal'", after: '{}' },
  ]),
  ...of('same', spaces, 'lib/text/hcl/parse-expression.ts', [{ before: 'skip(cursor)' }]),
  ...of('same', 'a word ends where the next sign is none of a word', 'lib/text/hcl/parse-expression.ts', [
    { inside: 'parseFor', before: '3', after: '+ 1' },
  ]),
  ...of(
    'same',
    'both names stand for the item then, and it is found by the first',
    'lib/text/hcl/parse-expression.ts',
    [{ inside: 'parseFor', before: 'second === undefined' }],
  ),
  ...of('same', 'what it looks for has four signs', 'lib/text/hcl/parse-expression.ts', [
    { inside: 'startsFor', before: '4', after: '+ 1' },
    { inside: 'startsFor', before: '/^for' },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/parse-template.ts', [
    { before: "'~'" },
    { before: 'stripping' },
    { inside: 'takeEscape', before: '16', after: '(16 - 1)' },
    { inside: 'takeEscape', before: '0', after: '+ 1' },
    { inside: 'takeEscape', before: '0', after: '- 1' },
  ]),
  ...of('same', 'an empty text comes out the same', 'lib/text/hcl/parse-template.ts', [
    { inside: 'parseTemplate', before: 'only === undefined', after: 'false' },
  ]),
  ...of('same', 'no single sign is a name that every object has', 'lib/text/hcl/parse-template.ts', [
    { before: 'Object.hasOwn' },
  ]),
  ...of('same', nothing, 'lib/text/hcl/evaluate.ts', [
    ...['evaluate', 'evaluateTemplate', 'truth'].map((inside) => ({ inside, before: '=== undefined', after: 'false' })),
    { inside: 'evaluateSteps', before: 'of === undefined', after: 'false' },
    { inside: 'evaluateFor', before: 'over === undefined', after: 'false' },
    { inside: 'evaluateCall', before: 'called.ok' },
    { before: 'fail(', after: 'undefined' },
    { inside: 'evaluateFor', before: 'name === undefined ?' },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/evaluate.ts', [
    { inside: 'fail', before: 'faults.push' },
    { inside: 'evaluateSteps', before: 'isKnown' },
    { inside: 'evaluateSteps', before: 'scope.resolve(path.slice' },
    { inside: 'evaluateSteps', before: 'index + 1' },
    { inside: 'evaluateSteps', before: '1', after: '- 1' },
  ]),
  ...of('same', 'what is not sure has no mark, or one that says so', 'lib/text/hcl/evaluate.ts', [
    { inside: 'fail', before: 'isSure ? { isSure } : {}', after: '{ isSure }' },
  ]),
  ...of('unseen', 'Terraform does it otherwise from 1.12 on, and 1.11 is asked', 'lib/text/hcl/evaluate.ts', [
    { inside: 'evaluateLogic', before: 'sides.every', after: 'sides.some' },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/evaluate.ts', [
    { inside: 'evaluateChoice', before: 'alike === undefined ? fail', after: 'alike' },
    { inside: 'evaluateBinary', before: 'result === undefined', after: 'false' },
  ]),
  ...of('same', 'what comes of it is no whole number, and is refused in other words', 'lib/text/hcl/calculate.ts', [
    { inside: 'reckon', before: 'b === 0' },
  ]),
  ...of('same', 'it is given one other list', 'lib/text/hcl/functions.ts', [
    { before: 'others.every((list) => !isIn' },
  ]),
  ...of('same', nothing, 'lib/text/hcl/functions.ts', [
    { inside: 'callFunction', before: 'false' },
    { inside: 'itemsOf', before: 'value === undefined' },
    { before: 'value === undefined ? undefined : textOf' },
    { before: 'value === undefined ? undefined : truthOf' },
    { before: 'value === undefined ? undefined : numberOf' },
  ]),
  ...of('same', otherwise, 'lib/text/hcl/functions.ts', [{ before: "['coalesce', 'merge', 'tobool'" }]),
  ...of('same', 'what is no map has no values there', 'lib/text/hcl/functions.ts', [
    { before: 'map === undefined || !isObject(map)', after: '(map === undefined) && (!isObject(map))' },
  ]),
  ...of('same', 'a set of two kinds holds null, and is refused by that', 'lib/text/hcl/conform.ts', [
    { inside: 'asSet', before: '2', after: '(2 + 1)' },
    { inside: 'asSet', before: 'kinds.size < 2', after: '(kinds.size) <= (2)' },
  ]),
  ...of('same', 'what is no list is of another kind than those that are', 'lib/text/hcl/unify.ts', [
    { inside: 'unifyTold', before: 'items.every(isSequence)', after: 'items.some(isSequence)' },
  ]),
  ...of('same', 'the exponent is all the rest', 'lib/text/hcl/value.ts', [
    { inside: 'sureNumber', before: '/e.*$/i', after: '/e.*/i' },
  ]),
  ...of('same', nothing, 'lib/text/hcl/convert.ts', [
    { inside: 'convertPlain', before: 'value === undefined' },
    { inside: 'convertField', before: 'value === undefined ?' },
  ]),
  ...of('same', otherForm, 'lib/text/hcl/convert.ts', [
    { inside: 'convertValue', before: "type.kind !== 'call'" },
    { inside: 'convertObject', before: "type?.kind !== 'object'" },
    { inside: 'convertObject', before: "key.kind === 'literal'" },
    { inside: 'convertObject', before: 'name === undefined' },
  ]),
  ...of('same', 'what is no number from end to end is none to Number() either', 'lib/text/hcl/value.ts', [
    { inside: 'numberOf' },
  ]),
  ...of('same', 'any number on the same side of zero sorts alike', 'lib/text/hcl/value.ts', [
    { inside: 'inKeyOrder', before: '1', after: '+ 1' },
    { inside: 'compareItems', before: '1', after: '+ 1' },
  ]),
  ...of('unseen', 'Node.js asks only whether the one comes before the other', 'loading-order.ts', [
    { inside: 'inLoadingOrder', before: '1', after: '- 1' },
  ]),
  ...of('unseen', 'Node.js asks only whether the one comes before the other', 'lib/text/hcl/value.ts', [
    { inside: 'inKeyOrder', before: '1', after: '- 1' },
    { inside: 'compareItems', before: '1', after: '- 1' },
  ]),
  ...of('same', 'items of a set are of one type', 'lib/text/hcl/value.ts', [
    { inside: 'compareItems', before: "typeof a === 'string'", after: '||' },
  ]),
  ...of('same', 'nothing occurs twice there', 'lib/text/hcl/value.ts', [
    { inside: 'inKeyOrder', before: 'a < b', after: '<=' },
    { inside: 'compareItems', before: 'a < b', after: '<=' },
  ]),
  ...of('same', 'either way finds the same items', 'lib/text/hcl/value.ts', [
    { inside: 'setOf', before: "typeof item === 'object'", after: '||' },
    { inside: 'setOf', before: "typeof item === 'object'", after: 'kept.some' },
  ]),
  ...of('same', remembered, 'lib/targets/terraform/read/configuration.ts', [{ before: 'remembered' }]),
  ...of('same', 'just a loop has such names', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'findUndeclared', before: "one.kind === 'for'" },
  ]),
  ...of('same', 'the head of a longer name is gone through by itself', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'findUndeclared', before: 'path?.length', after: '&&' },
  ]),
  ...of('same', 'a path of two names has both', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'findUndeclared', before: 'root === undefined || name === undefined', after: '&&' },
  ]),
  ...of('same', otherwise, 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'isLabelled', before: 'Object.hasOwn' },
    { before: "['provider', 'ignore_changes']", after: "['provider']" },
    { inside: 'withinStack', before: '[problemAt(', after: '[]' },
    { inside: 'readFresh', before: '[problemAt(unloaded.file', after: '[]' },
  ]),
  ...of('unseen', 'no file of values is named in a command here', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'readGiven', before: 'before !== ' },
    { inside: 'readGiven', before: 'Give the files of one run' },
  ]),
  ...of(
    'same',
    'files of blocks may be read in any order, and no two files have one path',
    'lib/targets/terraform/read/loading-order.ts',
    [
      { inside: 'inLoadingOrder', before: 'a.path < b.path', after: '<=' },
      { inside: 'rankOf', before: '!isVariableFile', after: 'false' },
      { inside: 'rankOf', before: '0' },
      { inside: '', before: '1', after: '(1 - 1)' },
      { inside: 'inLoadingOrder', before: '1', after: '(1 + 1)' },
      { before: '3', after: '(3 + 1)' },
    ],
  ),
  ...of('unseen', 'no file of values is named in a command here', 'lib/targets/terraform/read/loading-order.ts', [
    { before: '[1, 2, 3]' },
    { inside: 'rankOf', before: 'terraform\\.tfvars', after: 'byDefault' },
    { inside: 'rankOf', before: 'terraform\\.tfvars$/', after: 'tfvars/' },
    { inside: 'isByCommand' },
  ]),
  ...of('unseen', 'our stand-in for the provider has no timeouts', 'lib/targets/terraform/read/configuration.ts', [
    { inside: 'isIdleInside', before: 'true' },
  ]),
  ...of('same', remembered, 'lib/targets/terraform/read/evaluate.ts', [
    { before: 'values.has' },
    { before: 'values.set(key, value)' },
  ]),
  ...of('same', 'to go round without end is refused as well, in other words', 'lib/targets/terraform/read/circles.ts', [
    { inside: 'visit', before: 'entered.has(name)', after: 'false' },
    { inside: 'visit', before: 'entered.add(name)' },
  ]),
  ...of('same', 'what leads back to itself is refused before', 'lib/targets/terraform/read/evaluate.ts', [
    { inside: 'resolve', before: 'values.set(key, undefined)' },
  ]),
  ...of('unseen', 'Terraform asks for a value here', 'lib/targets/terraform/read/evaluate.ts', [
    { inside: 'variable', before: 'set === undefined' },
    { inside: 'variable', before: "kind: 'pending'" },
  ]),
  ...of('same', nothing, 'lib/targets/terraform/read/evaluate.ts', [{ before: '=== undefined' }]),
  ...of('same', 'no argument of theirs has such a name', 'lib/targets/terraform/read/evaluate.ts', [
    { inside: 'refuseUnfit', before: 'Object.hasOwn' },
  ]),
  ...of('unseen', bound, 'lib/targets/terraform/read/evaluate.ts', [{ inside: 'instancesOf', before: '1000' }]),
  ...of('unseen', asked, 'lib/targets/terraform/read/idle-blocks.ts', [
    { before: "'deprecated'" },
    { before: "'const'", after: "'nullable']" },
    { before: "'type', 'value', 'depends_on'" },
    { before: "'experiments'" },
  ]),
  ...of('same', otherwise, 'lib/targets/terraform/read/idle-blocks.ts', [
    { inside: 'requirementFault', before: "key.kind === 'literal'" },
    { inside: 'faultsIn', before: 'attribute.name !== name', after: '===' },
  ]),
  ...of(
    'unseen',
    'a backend with blocks wants a service that no judge here has',
    'lib/targets/terraform/read/idle-blocks.ts',
    [{ inside: 'faultsIn', before: 'names === undefined ? []', after: '[foreign' }],
  ),
  ...of('same', otherwise, 'lib/targets/terraform/read/state.ts', [
    { inside: 'readEntries', before: '/^\\s*' },
    { inside: 'readEntries', before: "'lineage'" },
    { inside: 'readEntries', before: 'Not JSON' },
    { inside: 'readEntries', before: '!json.ok' },
  ]),
  ...of('same', 'the rest of a line is all of it', 'lib/targets/terraform/read/state.ts', [
    { inside: 'entriesOf', before: '/\\[.*$/' },
  ]),
  ...of('same', 'Terraform writes values of every resource, and names as text', 'lib/targets/terraform/read/state.ts', [
    { inside: 'entriesOf', before: 'isJsonObject(values)' },
    { inside: 'references', before: 'typeof first' },
  ]),
  ...of('unseen', 'there is no other format', 'lib/targets/terraform/read/state.ts', [
    { before: '1\\.' },
    { before: 'typeof version' },
  ]),
  ...of('same', 'Terraform writes both of a plan that failed', 'lib/targets/terraform/read/state.ts', [
    { inside: 'readEntries', before: "'errored'", after: '&&' },
  ]),
  ...of('unseen', 'we refuse on purpose a state that says nothing', 'lib/targets/terraform/read/state.ts', [
    { inside: 'readEntries', before: 'root === undefined' },
  ]),
  ...of('unseen', strangers, 'lib/targets/terraform/read/state.ts', [{ inside: 'readEntries', before: 'strange' }]),
  ...of('unseen', 'Terraform shows it of nothing that can be made here', 'lib/targets/terraform/read/state.ts', [
    { before: "'depends_on', 'tainted'" },
  ]),
]
