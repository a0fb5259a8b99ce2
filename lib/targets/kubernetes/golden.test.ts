import { test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, renderTarget } from '@/lib/testing/subject'
import type { Target } from '../target'
import { kubernetes } from './target'

test('the files of seed-002-segmented, with everything switched on, are those that were last reviewed', () => {
  const options = {
    namespaces: ['production', 'staging'],
    ingressNamespace: 'ingress-nginx',
    ingressPorts: ['8080', 'https'],
    metricsNamespace: 'monitoring',
    metricsPorts: ['9000-9100'],
  }
  const design = readExample('seed-002-segmented', { targets: { kubernetes: options } })
  const { output } = renderTarget(kubernetes as Target, design)
  checkGolden(
    'lib/targets/kubernetes/golden',
    output.files.map(({ path, text }) => ({ path: path.replace(/^kubernetes\//, ''), text })),
  )
})
