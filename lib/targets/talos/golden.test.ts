import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { parse } from 'yaml'
import { designSchema } from '@/lib/design/design'
import { checkGolden } from '@/lib/testing/golden'
import { renderDesign } from '@/lib/testing/talos-files'

test('the files of dual-stack-onprem are those that were last reviewed', () => {
  const design = designSchema.parse(parse(readFileSync('public/examples/dual-stack-onprem.yaml', 'utf8')))
  const { files } = renderDesign(design).output
  checkGolden(
    'lib/targets/talos/golden',
    files.map(({ path, text }) => ({ path: path.replace(/^talos\//, ''), text })),
  )
})
