import { describe, expect, test } from 'vitest'
import { aliasPrefix, nameBookOf } from './names'

describe('lists of two clusters on one box', () => {
  test.each([
    ['prod', 'prod-edge', 'edge_admin', 'admin'],
    ['prod', 'prod-edge', 'edge controlplane', 'controlplane'],
    ['a', 'a-b-c', 'b_c_nodes', 'nodes'],
    ['a-b', 'a-b-c', 'c_nodes', 'nodes'],
    ['a-b', 'a--b', 'nodes', 'nodes'],
    ['frankfurt-one', 'frankfurt-two', 'nodes', 'nodes'],
  ])('never bear one name: %s and %s', (one, other, hint, otherHint) => {
    const first = nameBookOf(one).name('10.0.0.1/32', [hint])
    expect(nameBookOf(other).name('10.0.0.2/32', [otherHint])).not.toBe(first)
  })
})

test.each(['prod', 'prod-edge', 'a--b', `${'long-'.repeat(7)}name1`, 'x'.repeat(40)])(
  'boxes take the names of lists of %s',
  (cluster) => {
    const book = nameBookOf(cluster)
    for (const hint of ['nodes', 'a list with a name that has no end to speak of', '']) {
      expect(book.name(hint, [hint])).toMatch(/^pcl_[a-z0-9_]{2,27}$/)
    }
    expect(aliasPrefix(cluster).length).toBeLessThan(19)
  },
)
