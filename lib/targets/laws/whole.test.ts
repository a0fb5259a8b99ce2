/** What a target is made of beside its code: names whatever is not there yet, so that a new one is a list to work through. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { targets } from '@/lib/targets/all'
import { isFilter, type Target } from '@/lib/targets/target'
import { exampleNames, readExample, renderTarget } from '@/lib/testing/subject'

test.each(targets)('$id: nothing is missing', (target) => {
  const missing = missingOf(target)
  expect(missing, `\n${missing.join('\n')}\n`).toEqual([])
})

function missingOf(target: Target): string[] {
  const { id, meta } = target
  const folder = `lib/targets/${id}`
  const filesIn = (part: string): string[] => {
    const path = `${folder}/${part}`
    return existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : []
  }
  const readme = existsSync(`${folder}/README.md`) ? readFileSync(`${folder}/README.md`, 'utf8') : ''
  const emptyParts = readme
    .split(/^## /m)
    .slice(1)
    .map((part) => part.split('\n'))
    .filter((lines) => lines.slice(1).join('').trim() === '')
    .map(([heading]) => heading)
  const writes = exampleNames.some((name) => renderTarget(target, readExample(name)).output.files.length > 0)
  const wanted: readonly (readonly [boolean, string])[] = [
    [meta.summary !== '', 'target.ts: meta.summary, a sentence for the list of targets'],
    [meta.versions !== '', 'target.ts: meta.versions, the releases that its facts are about'],
    [meta.sources.length > 0, "target.ts: meta.sources, the vendor's own pages"],
    [Object.keys(target.capabilities).length > 0, 'capabilities.ts: what the product can and cannot say, with sources'],
    [filesIn('upstream').some((name) => name.endsWith('.test.ts')), "upstream/: the vendor's own examples, as tests"],
    [writes, 'render.ts: a file for at least one example'],
    [filesIn('golden').length > 0, 'golden/: its files for an example, reviewed, with golden.test.ts'],
    [readme !== '' && emptyParts.length === 0, `README.md: ${emptyParts.join(', ') || 'the page itself'}`],
    [
      !isFilter(target) || existsSync(`${folder}/law-designs.json`),
      'law-designs.json: the examples whose files are broken on purpose',
    ],
    [
      !isFilter(target) || target.applying !== undefined,
      'target.ts: applying, what to type or click at each step of a change',
    ],
  ]
  return wanted.flatMap(([isThere, what]) => (isThere ? [] : [what]))
}
