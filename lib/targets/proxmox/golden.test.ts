import { test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { proxmox } from './target'

const filter = findTarget(proxmox.id) as Filter

/** One of the machines alike is enough to read. */
const shown = /^proxmox\/(?:cluster\.fw|111\.fw|121\.fw|APPLY\.md|apply\.pl|network-devices\.tf)$/

test('the bare-metal cluster of seed 000', () => {
  const { files } = subjectOf(filter, readExample('seed-000-baremetal')).output
  checkGolden(
    'lib/targets/proxmox/golden/filter',
    files
      .filter(({ path }) => shown.test(path))
      .map(({ path, text }) => ({ path: path.slice('proxmox/'.length), text })),
  )
})

test('the stance that seed 000 recommends', () => {
  const design = readExample('seed-000-baremetal', { targets: { proxmox: { stance: 'upstream' } } })
  const { files } = subjectOf(filter, design).output
  checkGolden(
    'lib/targets/proxmox/golden/upstream',
    files.map(({ path, text }) => ({ path: path.slice('proxmox/'.length), text })),
  )
})
