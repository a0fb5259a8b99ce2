/** The golden lists by a parser that knows nothing of ours, where `npm run conformance` has put one in place. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hasParser, startParser } from './cisco-acl'

const isHere = hasParser()
if (!isHere)
  console.log('SKIPPED: cisco-acl reads no list of a switch, because npm run conformance has not installed it')

test.skipIf(!isHere)('cisco-acl takes every golden list of IPv4, line by line', async () => {
  const parser = await startParser()
  if (!parser.ok) throw new Error(parser.reason)
  const text = readFileSync('lib/targets/switch-acl/golden/ios-xe/access-lists.cfg', 'utf8')
  const lists = [...text.matchAll(/^ip access-list extended .*\n(?: .*\n)+/gm)].map(([list]) => list)
  expect(lists.length).toBeGreaterThan(1)
  for (const list of lists) {
    const written = list.split('\n').filter((line) => /^ (permit|deny) /.test(line)).length
    expect(await parser.ask(list, [])).toEqual({ lines: written, passed: [] })
  }
  parser.close()
})
