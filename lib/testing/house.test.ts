import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What must stand in no file of the project. Written so that this file does not match itself. */
const unwanted: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a path of one machine', /(^|[\s'"`(=:])(\/(home|Users|root|work|workspace)\/[\w.-]+|[A-Z]:\\Users\\)/m],
  ['a download address of the package registry', /"resolved"[:]|^registry[=]|\/\/registry\.npmjs[.]org/m],
  ['a rule switched off in passing', /biome-[i]gnore|@ts-([i]gnore|[e]xpect-error|[n]ocheck)|eslint-[d]isable/],
  ['a merge left half done', /^(<{7}|>{7})\s/m],
]

function findUnwanted(text: string): string[] {
  return unwanted.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)
}

function projectFiles(): string[] {
  return (
    execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
      .split('\0')
      // A file that is about to be removed is still listed.
      .filter((path) => existsSync(path) && !/\.(png|ico|woff2|zip)$/.test(path))
  )
}

test('no file holds what belongs to one machine, or switches a rule off', () => {
  const files = projectFiles()
  expect(files).toContain('package-lock.json')
  const faults = files.flatMap((path) => findUnwanted(readFileSync(path, 'utf8')).map((what) => `${path}: ${what}`))
  expect(faults).toEqual([])
})

test.each([
  [`const a = "/${'home'}/someone/project"`, ['a path of one machine']],
  [`see /${'work'}/x`, ['a path of one machine']],
  [`C:\\${'Users'}\\someone`, ['a path of one machine']],
  [`"resolved"${':'} "x"`, ['a download address of the package registry']],
  [`// biome-${'ignore'} lint: no`, ['a rule switched off in passing']],
  [`// @ts-${'expect-error'}`, ['a rule switched off in passing']],
  [`https://example.net/${'home'}/page and a/${'work'}/b`, []],
])('%s', (text, want) => {
  expect(findUnwanted(text)).toEqual(want)
})
