import { expect, test } from 'vitest'
import { checkFiles } from '../check'
import { examples } from './examples'

test.each(examples)('$about', ({ text, refused }) => {
  const problems = checkFiles([{ path: 'hardening/controlplane.patch.yaml', text }])
  if (refused === undefined) expect(problems).toEqual([])
  else expect(problems.map(({ message }) => message).join('\n')).toContain(refused)
})
