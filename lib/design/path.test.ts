import { expect, test } from 'vitest'
import { formatPath, type Path, parsePath } from './path'

const root = {
  nodes: [{ name: 'cp-1', addresses: ['10.0.0.1', '10.0.0.2'] }, { name: 'twin' }, { name: 'twin' }, {}],
  admin: [{ name: 'a/b~c' }],
  targets: { 'x/y': { on: true } },
}

test.each<[string, Path, string]>([
  ['the whole', [], ''],
  ['an entry by name', ['nodes', 0, 'addresses', 1], 'nodes/cp-1/addresses/1'],
  ['an entry without a name', ['nodes', 3, 'role'], 'nodes/3/role'],
  ['the second of a name', ['nodes', 2], 'nodes/2'],
  ['a name with a slash', ['admin', 0, 'cidr'], 'admin/a~1b~0c/cidr'],
  ['a key with a slash', ['targets', 'x/y', 'on'], 'targets/x~1y/on'],
])('writes and reads %s', (_, path, text) => {
  expect(formatPath(root, path)).toBe(text)
  expect(parsePath(root, text)).toEqual(path)
})

test('no name or key fills a screen', () => {
  const long = 'x'.repeat(10_000)
  const odd = { admin: [{ name: long }], [long]: 1 }
  expect(formatPath(odd, ['admin', 0, 'name'])).toBe('admin/0/name')
  expect(formatPath(odd, [long]).length).toBeLessThan(70)
})

test('knows which places there are not', () => {
  expect(parsePath(root, 'nodes/nobody')).toBeUndefined()
  expect(parsePath(root, 'nodes/9')).toBeUndefined()
  expect(parsePath(root, 'nodes/cp-1/name/x/y')).toBeUndefined()
})
