import { test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { switchAcl } from './target'

function filesOf(example: string, folder: string, options: Record<string, unknown>) {
  const design = readExample(example, { targets: { [switchAcl.id]: options } as never })
  const { output } = subjectOf(switchAcl as Filter, design)
  return output.files.map(({ path, text }) => ({ path: path.replace(/^switch-acl/, folder), text }))
}

test('the files are those that were last reviewed', () => {
  checkGolden('lib/targets/switch-acl/golden', [
    ...filesOf('dual-stack-onprem', 'ios-xe', {}),
    ...filesOf('seed-000-baremetal', 'eos-inbound', { os: 'eos', inbound: true }),
  ])
})
