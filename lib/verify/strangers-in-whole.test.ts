/**
 * The same of a whole backup, with our rules in it: no word that nobody knows stands in its rules or in a list that they use
 * and leaves it equal. What else a backup holds is passed over, and said to be.
 */
import { expect, test } from 'vitest'
import { pfsenseBackup } from '../testing/pfsense-backup'
import { plantStrangers } from '../testing/plant-strangers'
import { readExample } from '../testing/subject'
import { analyseDesign } from './analyse'

const design = readExample('seed-000-baremetal', {
  targets: { pfsense: { interfaces: { kubernetes: 'opt1', admin: 'lan' } } },
})
const path = 'pfsense/config-merged.xml'
/** Without rules of a person's own, which let in more. */
const base = pfsenseBackup().replace(/<filter>[\s\S]*<\/filter>/, '<filter></filter>')

function analyse(edits: Readonly<Record<string, string>>) {
  const around = { base: [{ path: 'config-gate.xml', text: base }] }
  const [target] = analyseDesign({ design, edits, around }).targets
  if (target === undefined) throw new Error('the target is missing')
  return target
}

/** A list of the person's own that none of our rules uses. */
const unused = 'pfsense/aliases/alias'

test('a backup of pfSense', () => {
  const merged = analyse({})
  const text = merged.files.find((file) => file.path === path)?.text ?? ''
  expect(merged.proof.verdict).toBe('equal')
  const planted = plantStrangers({ path, text }).filter(({ place }) => /^pfsense\/(?:filter|aliases)/.test(place))
  expect(planted.length).toBeGreaterThan(20)
  for (const { place, text: changed } of planted) {
    const { proof } = analyse({ [path]: changed })
    expect([place, proof.verdict === 'equal' && place !== unused]).toEqual([place, false])
    if (place !== unused) expect([place, proof.problems.length + proof.witnesses.length > 0]).toEqual([place, true])
  }
})
