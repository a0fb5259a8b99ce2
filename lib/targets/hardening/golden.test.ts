import { expect, test } from 'vitest'
import { checkGolden } from '@/lib/testing/golden'
import { readExample, renderTarget } from '@/lib/testing/subject'
import type { Target } from '../target'
import { hardening } from './target'

const options = {
  logs: ['tcp://10.5.8.9:6050'],
  kernelLogs: ['udp://10.5.8.9:6051'],
  mirrors: { 'docker.io': 'https://registry.example.net' },
  ageRecipient: `age1${'q'.repeat(58)}`,
}

test.each(['1.13', '1.14'])(
  'the files of seed-002-segmented for Talos %s are those that were last reviewed',
  (version) => {
    const design = readExample('seed-002-segmented', { talos: { version }, targets: { hardening: options } })
    const { output } = renderTarget(hardening as Target, design)
    expect(output.files.length).toBeGreaterThan(10)
    // The pages differ by a version and a command; the patches by everything.
    const files = output.files.filter(({ use }) => version === '1.13' || use !== 'read')
    checkGolden(
      `lib/targets/hardening/golden/${version}`,
      files.map(({ path, text }) => ({ path: path.replace(/^hardening\//, ''), text })),
    )
  },
)
