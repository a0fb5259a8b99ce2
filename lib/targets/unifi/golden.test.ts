import { test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { unifi } from './target'

test('the files of dual-stack-onprem are those that were last reviewed', () => {
  const { output } = subjectOf(unifi as Filter, readExample('dual-stack-onprem'))
  checkGolden(
    'lib/targets/unifi/golden',
    output.files.map(({ path, text }) => ({ path: path.replace(/^unifi\//, ''), text })),
  )
})
