import { test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { terraformHetzner } from './target'

test('the files of two-nics are those that were last reviewed', () => {
  const { files } = subjectOf(terraformHetzner as Filter, readExample('two-nics')).output
  checkGolden(
    'lib/targets/terraform-hetzner/golden',
    files.map(({ path, text }) => ({ path: path.replace(/^terraform-hetzner\//, ''), text })),
  )
})
