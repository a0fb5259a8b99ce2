/** Faults in what the hardening patches and the policies of namespaces say that live, with the reason. */
import { type Entry, of } from './reason'

const lastRule = 'the last rule of the policy logs what no other rule names at the same level'
const ownNames = 'what our documents are called is our own choice, and Talos takes any name'
const empty = 'where there is nothing to write, nothing is written either way'

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
  ...of('same', 'the last key holds the leaf, now or one step later', `${settings}/setting.ts`, [{ inside: 'branch' }]),
  ...of('same', empty, `${settings}/settings.ts`, [
    { inside: 'wantedSettings', before: 'kernelLogs === undefined ||' },
    { inside: 'wantedSettings', before: '0', after: '(0 - 1)' },
  ]),
  ...of('same', 'a key without a value is no key', `${settings}/sysctls.ts`, [{ inside: 'eachOf', before: 'until' }]),
  ...of('same', empty, `${render}/patch-text.ts`, [
    { inside: 'writePatch', before: 'steps.filter' },
    { inside: 'writeDocument', before: 'name === undefined' },
  ]),
  ...of('same', 'a key without a value is no key', `${render}/patch-text.ts`, [
    { inside: 'writeTree', before: 'comment === undefined ?', after: '{ comment }' },
  ]),
  ...of('unseen', 'a comment', `${render}/patch-text.ts`, [
    { inside: 'writeDocument', before: 'purpose === undefined ?', after: "''" },
    { inside: 'writeTree', before: 'comment === undefined' },
  ]),
  ...of('same', 'quotes around a plain word', `${render}/patch-text.ts`, [
    { inside: 'writeTree', before: "['$patch']", after: '[]' },
  ]),
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
  ...of('unseen', 'what a volume is called is our own choice, as long as no two have one name', `${render}/tools.ts`, [
    { inside: 'nameOf', before: '1', after: '(1 + 1)' },
  ]),
]
