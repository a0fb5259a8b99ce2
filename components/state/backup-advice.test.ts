import { describe, expect, it } from 'vitest'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { readExample } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'
import { adviceOfBackup, withOptionOfBackup } from './backup-advice'

/** A box whose interface opt1, which the design names, is called opt7. */
const moved = [{ path: 'config.xml', text: pfsenseBackup().replaceAll('opt1>', 'opt7>') }]
const targets = { pfsense: { interfaces: { kubernetes: 'opt1', admin: 'lan' } } }

function requestOf(base?: typeof moved) {
  const design = readExample('seed-000-baremetal', { targets })
  return { design, edits: {}, ...(base === undefined ? {} : { around: { base } }) }
}

describe('an interface that the backup does not have', () => {
  const request = requestOf(moved)
  const analysis = analyseDesign(request)

  it('is the only thing wrong: files that were not written are not said to be missing', () => {
    const [target] = analysis.targets
    expect(target?.proof.verdict).toBe('unread')
    expect(target?.proof.problems.map(({ message }) => message)).toEqual([
      'The backup has no enabled interface opt1 for the network kubernetes.',
    ])
  })

  it('is offered as the backup has it, and is then proved equal', () => {
    const [advice, ...more] = adviceOfBackup(request, analysis.targets)
    expect(more).toEqual([])
    expect(advice?.fix).toEqual({ label: 'Use opt7 for kubernetes', isEdit: true })
    const design = withOptionOfBackup(request, advice?.at ?? '')
    expect(design?.targets).toEqual({ pfsense: { interfaces: { kubernetes: 'opt7', admin: 'lan' } } })
    const after = design === undefined ? undefined : analyseDesign({ ...request, design })
    expect(after?.targets.map(({ proof }) => proof.verdict)).toEqual(['equal'])
  })
})

it.each([
  ['no backup', undefined, 'targets/pfsense/interfaces/kubernetes'],
  ['a place that fits', moved, 'targets/pfsense/interfaces/admin'],
  ['another part of the design', moved, 'nodes/cp-1/addresses'],
  ['an unknown product', moved, 'targets/none/interfaces/kubernetes'],
] as const)('%s has nothing to offer', (_, base, at) => {
  expect(withOptionOfBackup(requestOf(base?.slice()), at)).toBeUndefined()
})
