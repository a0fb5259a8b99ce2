/** Law 12: the examples of the project itself, read by our check and by the published schemas. */
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { judgeManifests } from '@/lib/testing/kubernetes-judge'
import { checkFiles } from '../check'
import { examples } from './examples'

test.each(examples)('$about', ({ spec, refused, beyondSchema }) => {
  const metadata = { name: 'example', namespace: 'default' }
  const text = stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec })
  const problems = checkFiles([{ path: 'kubernetes/policies/default.yaml', text }])
  if (refused === undefined) expect(problems).toEqual([])
  else expect(problems.map(({ message }) => message).join('\n')).toContain(refused)
  expect(judgeManifests(text).length > 0, 'what the schemas say').toBe(refused !== undefined && beyondSchema !== true)
})
