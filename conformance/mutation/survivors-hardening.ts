/** Faults in what the hardening patches and the policies of namespaces say that live, with the reason. */
import { type Entry, of } from './reason'

const lastRule = 'the last rule of the policy logs what no other rule names at the same level'
const ownNames = 'what our documents are called is our own choice, and Talos takes any name'
const order = 'Talos does the same whatever the order'
const warned = 'only warned of, in words'
const listed = 'for whom a file is, and whether it is sent at once, is for the pages and no part of it'
const comments = 'a comment, or quotes around a plain word'
const empty = 'where there is nothing to write, nothing is written either way'
const oneRole = 'no cluster here has machines of one role alone'

const settings = 'hardening/settings'
const render = 'hardening/render'

export const hardeningReasons: readonly Entry[] = [
  ...of('same', lastRule, `${settings}/audit.ts`, [
    { before: "'configmaps'", after: '[' },
    { before: "'tokenrequests'", after: '[' },
    // The list of rules, without the one of secrets: it begins with the next.
    { before: "level: 'None', nonResourceURLs" },
  ]),
  ...of('unseen', ownNames, `${settings}/logs.ts`, [{ inside: 'kernelLogName' }]),
  ...of('same', order, `${settings}/mirrors.ts`, [{ before: '.sort()' }]),
  ...of('same', order, `${settings}/settings.ts`, [{ before: '.sort()' }]),
  ...of('same', 'the last key holds the leaf, now or one step later', `${settings}/setting.ts`, [{ inside: 'branch' }]),
  ...of('same', empty, `${settings}/settings.ts`, [{ inside: 'wantedSettings', before: 'kernelLogs' }]),
  ...of('same', 'a key without a value is no key', `${settings}/sysctls.ts`, [{ inside: 'eachOf', before: 'until' }]),
  ...of('unseen', warned, `${render}.ts`, [{ inside: 'render', before: 'optionProblems' }]),
  ...of('unseen', oneRole, `${render}.ts`, [{ inside: 'render', before: 'member.role === role' }]),
  ...of('unseen', listed, `${render}.ts`, [{ inside: 'patchFiles' }]),
  ...of('same', empty, `${render}/patch-text.ts`, [
    { inside: 'writePatch', before: 'steps.filter' },
    { inside: 'writeDocument', before: 'name === undefined' },
  ]),
  ...of('same', comments, `${render}/patch-text.ts`, [{ inside: 'writeDocument' }, { inside: 'writeTree' }]),
  ...of('same', 'of two settings none has a value where the other has a tree', `${render}/patch-text.ts`, [
    { inside: 'mergeTrees' },
  ]),
  ...of(
    'same',
    'the document without a kind stands first, and another holds nothing of what is looked for',
    `${render}/previous.ts`,
    [
      { inside: 'readHeld', before: 'value.kind === undefined' },
      { inside: 'readHeld', before: 'values.filter(isJsonObject)' },
      { inside: 'readHeld', before: 'value !== null' },
    ],
  ),
  ...of('same', 'no two kinds of document of ours have a name in common', `${render}/previous.ts`, [
    { inside: 'keptNames' },
  ]),
  ...of('same', empty, `${render}/previous.ts`, [
    { inside: 'removalOf', before: 'false', after: 'true' },
    { inside: 'objectAt' },
  ]),
  ...of('unseen', 'how many of the settings that stay are named, in words', `${render}/previous.ts`, [
    { inside: 'removalOf', before: '...stuck' },
  ]),
  ...of('unseen', 'no two releases here differ in just one parameter', `${render}/previous.ts`, [
    { inside: 'removalOf', before: '0', after: '+ 1' },
  ]),
  ...of(
    'unseen',
    'what Falco and kube-bench do with their arguments, folders and capabilities only they can say, and neither is asked',
    `${render}/tools.ts`,
    [{}],
  ),
]
