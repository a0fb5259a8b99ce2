import { test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { terraformAws } from './target'

test('the files of aws-nlb are those that were last reviewed', () => {
  const { files } = subjectOf(terraformAws as Filter, readExample('aws-nlb')).output
  checkGolden(
    'lib/targets/terraform-aws/golden',
    files.map(({ path, text }) => ({ path: path.replace(/^terraform-aws\//, ''), text })),
  )
})
