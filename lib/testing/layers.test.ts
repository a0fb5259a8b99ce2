import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readImports, type SourceFile } from './imports'
import { findLayerFaults } from './layers'

const tops = ['app', 'bench', 'cli', 'components', 'conformance', 'e2e', 'lib', 'scripts']

function readProject(): SourceFile[] {
  return tops
    .filter((top) => readdirSync('.').includes(top))
    .flatMap((top) =>
      readdirSync(top, { recursive: true, encoding: 'utf8' })
        .map((name) => `${top}/${name.replaceAll('\\', '/')}`)
        .filter((path) => /\.(tsx?|mjs|css)$/.test(path))
        .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
    )
}

test('no file breaks a layer rule (lib/README.md has the picture)', () => {
  const project = readProject()
  // A check that reads nothing finds nothing.
  expect(project.flatMap((file) => readImports(file)).filter(({ to }) => to.startsWith('lib/')).length).toBeGreaterThan(
    20,
  )
  const faults = findLayerFaults(project)
  expect(faults, `\n${faults.join('\n')}\nThe layer rules and why: lib/README.md\n`).toEqual([])
})

/** What, in which file, and the fault that must be named. */
const seeded: readonly (readonly [path: string, text: string, fault: RegExp])[] = [
  ['lib/net/a.ts', "import { b } from '../design/b'", /net may not import design/],
  ['lib/net/a.ts', "import { b } from '@/lib/text/b'", /net may not import text/],
  ['lib/design/a.ts', "import type { Rule } from '../policy/rule'", /design may not import policy/],
  ['lib/share/a.ts', "import { b } from '../site/site'", /share may not import site/],
  ['lib/verify/a.ts', "export { b } from '@/lib/lint/b'", /verify may not import lint/],
  ['lib/catalog/a.ts', "const b = await import('@/lib/targets/all')", /catalog may not import targets/],
  ['lib/policy/a.ts', "let b: typeof import('@/lib/verify/b')", /policy may not import verify/],
  ['lib/other/a.ts', "import '../net/address'", /lib\/other has no layer/],
  ['lib/net/a.ts', "import { useState } from 'react'", /lib imports no package/],
  ['lib/text/a.ts', "import { readFileSync } from 'node:fs'", /lib imports no package/],
  ['lib/text/a.ts', "import x from 'lucide-react'", /lucide-react: lib imports no package/],
  ['lib/query/a.ts', "import { b } from '@/components/state/b'", /lib may not import components/],
  ['lib/query/a.ts', "import { b } from '@/lib/testing/samples'", /only tests import lib\/testing/],
  ['lib/targets/a/x.ts', "import { b } from '../b/y'", /targets\/a may not import targets\/b/],
  ['lib/verify/a.ts', "import { b } from '@/lib/targets/a/read'", /reached through lib\/targets\/all/],
  ['lib/targets/a/read.ts', "import { b } from './render'", /read\.ts would lean on it/],
  [
    'lib/targets/a/read.ts',
    "import { b } from './through'",
    /lib\/targets\/a\/through\.ts → lib\/policy\/rule: .*read\.ts/,
  ],
  ['lib/targets/a/admits.ts', "import type { Rule } from '@/lib/policy/rule'", /admits\.ts would lean on it/],
  ['lib/targets/a/read.ts', "import { b } from '../pf/render/rules'", /read\.ts would lean on it/],
  ['lib/targets/a/read.ts', "import { b } from '../pf/through'", /pf\/through\.ts → lib\/policy\/rule: .*read\.ts/],
  ['lib/targets/pf/evaluate/a.ts', "import { b } from '../../b/y'", /targets\/pf may not import targets\/b/],
  ['lib/verify/a.ts', "import { b } from '@/lib/targets/pf/evaluate/stage'", /reached through lib\/targets\/all/],
  ['lib/targets/a/decide.ts', "import { t } from '../target'", /decide\.ts would lean on it/],
  ['lib/targets/a/install.ts', "import type { Design } from '@/lib/design/design'", /install\.ts would lean on it/],
  ['components/ui/a.tsx', "import { b } from '@/components/state/b'", /ui may not import components\/state/],
  ['components/ui/a.tsx', "import { b } from '@/lib/net/address'", /no domain words/],
  ['components/state/a.ts', "import { b } from '@/components/canvas/b'", /state may not import components\/canvas/],
  ['components/canvas/a.tsx', "import { b } from '../shell/b'", /canvas may not import components\/shell/],
  ['components/shell/a.tsx', "import { b } from '@/app/page'", /components may not import app/],
  ['cli/main.ts', "import { b } from '../components/ui/b'", /cli may not import components/],
  ['app/page.tsx', "import { b } from '@/cli/main'", /app may not import cli/],
  ['components/share/a.ts', 'localStorage.clear()', /localStorage: only components\/state/],
  ['components/share/a.ts', 'const { hash } = window.location', /window\.location: only components\/state/],
  ['components/share/a.ts', "new Worker(new URL('./b', import.meta.url))", /new Worker: only components\/state/],
  ['cli/main.ts', "if (target.id === 'a') go()", /cli\/main\.ts:1 → 'a': the id of a target/],
  ['lib/bundle/a.ts', '\nconst x = design.targets.a', /lib\/bundle\/a\.ts:2 → 'a'/],
  ['lib/net/a.ts', "import type { R } from './round'", /lib\/net\/a → lib\/net\/round → lib\/net\/a/],
  ['lib/net/a.ts', '\n'.repeat(301), /has 301 lines/],
  ['components/share/a.module.css', '\n'.repeat(301), /has 301 lines/],
]

describe('a seeded fault is found and named', () => {
  const around: SourceFile[] = [
    { path: 'lib/targets/a/target.ts', text: '' },
    { path: 'lib/targets/a/through.ts', text: "import type { Rule } from '@/lib/policy/rule'" },
    { path: 'lib/net/round.ts', text: "import { a } from './a'" },
    { path: 'lib/targets/pf/through.ts', text: "import type { Rule } from '@/lib/policy/rule'" },
  ]
  test.each(seeded)('%s: %s', (path, text, fault) => {
    const faults = findLayerFaults([...around, { path, text }])
    expect(faults).toEqual([expect.stringMatching(fault)])
  })
})

const innocent: readonly (readonly [path: string, text: string])[] = [
  [
    'lib/targets/a/read.ts',
    "import type { Reader } from '../target'\nimport { yaml } from '@/lib/text/yaml'\nimport { m } from './model'",
  ],
  ['lib/targets/a/render.ts', "import type { Rule } from '@/lib/policy/rule'\nexport const id = 'a'"],
  ['lib/targets/all.ts', "import { a } from './a/target'\nexport const ids = ['a']"],
  ['lib/net/a.ts', "// import { b } from '../design/b'\n/* localStorage */ const url = 'https://x'"],
  ['lib/design/a.ts', "const may = ['a']\nconst b = 'ab'"],
  ['lib/targets/a/admits.ts', "import { s } from '../pf/evaluate/stage'"],
  ['lib/net/a.test.ts', "import fs from 'node:fs'\nconst id = 'a'"],
  ['components/state/a.ts', 'localStorage.clear()'],
]

test.each(innocent)('no fault in %s', (path, text) => {
  const around = [
    { path: 'lib/targets/a/model.ts', text: '' },
    { path: 'lib/targets/pf/evaluate/stage.ts', text: "import type { S } from '../../target'" },
    { path: 'lib/targets/a/target.ts', text: '' },
  ]
  expect(findLayerFaults([...around, { path, text }])).toEqual([])
})
