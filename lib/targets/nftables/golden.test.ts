import { test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { nftables } from './target'

test('the files of dual-stack-onprem are those that were last reviewed', () => {
  const { files } = subjectOf(nftables as Filter, readExample('dual-stack-onprem'))
  checkGolden(
    'lib/targets/nftables/golden',
    files.map(({ path, text }) => ({ path: path.replace(/^nftables\//, ''), text })),
  )
})
