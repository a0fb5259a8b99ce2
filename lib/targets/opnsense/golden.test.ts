import { test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { opnsense } from './target'

test('the files of dual-stack-onprem are those that were last reviewed', () => {
  const { output } = subjectOf(findTarget(opnsense.id) as Filter, readExample('dual-stack-onprem'))
  checkGolden(
    'lib/targets/opnsense/golden',
    output.files.map(({ path, text }) => ({ path: path.replace(/^opnsense\//, ''), text })),
  )
})
