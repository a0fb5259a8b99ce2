/** Guests that say the same share what is worked out for them, but not the lines that say it. */
import { expect, test } from 'vitest'
import { guestPoint, guestWith } from '@/lib/testing/proxmox-guest'
import { uninterpreted } from './admits'

test('names the line of each guest whose accepted packets another program looks at', () => {
  const text = '[OPTIONS]\nenable: 1\nips: 1\npolicy_in: ACCEPT\n'
  const { model } = guestWith([
    { path: '100.fw', text },
    { path: '101.fw', text: `# the second\n${text}` },
  ])
  if (model === undefined) throw new Error('nothing is held')
  const { site, point } = guestPoint('ingress', 'one')
  const lines = [100, 101].flatMap((vmid) =>
    uninterpreted(model, { ...point, id: `vm/worker-1/${vmid}` }, site).map(({ problem }) => problem.at),
  )
  expect(lines).toEqual(['100.fw:3', '101.fw:4'])
})
