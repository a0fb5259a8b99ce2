/** A new target is a folder that compiles, and a red suite that says what is missing. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { nodeIo } from './node-io'
import { runCommandLine } from './run'
import { runCommand } from './testing/run-command'

const registry = { '/desk/lib/targets/all.ts': readFileSync('lib/targets/all.ts', 'utf8') }

describe('new-target', () => {
  test.each([
    ['nic', []],
    ['guest', ['--place', 'guest']],
    ['router', ['--place', 'router']],
  ])('writes a folder for a box at %s and registers it', async (place, words) => {
    const { code, out, err, files } = await runCommand(['new-target', 'demo-box', ...words], registry)
    expect([code, out]).toEqual([0, 'lib/targets/demo-box\n'])
    expect(err).toContain('-t demo-box')
    const target = files['/desk/lib/targets/demo-box/target.ts']
    expect(target).toMatch(/export const demoBox = defineFilter<DemoBoxOptions, DemoBoxModel>/)
    expect(target).toMatch(/id: 'demo-box'/)
    expect(files['/desk/lib/targets/demo-box/points.ts']).toContain(`place: Place = '${place}'`)
    const all = files['/desk/lib/targets/all.ts'] ?? ''
    expect(all).toContain("import { demoBox } from './demo-box/target'\n")
    expect(all).toMatch(/^ {2}demoBox as Target,\n\]/m)
    const texts = Object.entries(files).filter(([path]) => path.includes('/demo-box/'))
    expect(texts.map(([, text]) => text).join('')).not.toMatch(/new-?target|member-points|router-points\.ts/i)
  })

  test.each<[string, string[], Readonly<Record<string, string>>, RegExp]>([
    ['no name', [], registry, /takes one name/],
    ['two names', ['a', 'b'], registry, /takes one name/],
    ['a name that is no folder', ['../evil'], registry, /small letters/],
    ['an unknown place', ['demo', '--place', 'ruoter'], registry, /Did you mean router/],
    ['no checkout', ['demo'], {}, /has no lib\/targets\/all\.ts/],
    [
      'a target that is there',
      ['demo'],
      { ...registry, '/desk/lib/targets/demo/target.ts': 'mine' },
      /is there already/,
    ],
    ['a registry of another shape', ['demo'], { '/desk/lib/targets/all.ts': 'export {}' }, /by hand/],
  ])('refuses %s and writes nothing', async (_, words, given, want) => {
    const { code, err, files } = await runCommand(['new-target', ...words], given)
    expect(code).toBe(2)
    expect(err).toMatch(want)
    const before = { ...given, '/desk/design.yaml': files['/desk/design.yaml'] }
    expect(files).toEqual(before)
  })

  // A checkout of its own, because the folder would be seen by every other test that is running.
  test.runIf(process.env.PORTCULLIS_LONG !== undefined)(
    'is followed by a red suite that lists what is missing',
    { timeout: 600_000 },
    async () => {
      const checkout = mkdtempSync(join(tmpdir(), 'portcullis-'))
      try {
        for (const path of [
          'lib',
          'cli',
          'public',
          'package.json',
          'tsconfig.json',
          'vitest.config.ts',
          'biome.json',
        ]) {
          cpSync(path, join(checkout, path), { recursive: true })
        }
        symlinkSync(join(process.cwd(), 'node_modules'), join(checkout, 'node_modules'))
        expect(
          await runCommandLine(['new-target', 'demo'], { ...nodeIo(), folder: checkout, out: () => {}, err: () => {} }),
        ).toBe(0)
        const run = (...words: string[]) =>
          promisify(execFile)(process.execPath, words, {
            cwd: checkout,
            env: { ...process.env, PORTCULLIS_LONG: undefined },
            maxBuffer: 2 ** 26,
          }).then(
            ({ stdout }) => ({ code: 0, stdout }),
            (error: { code: number; stdout: string }) => error,
          )
        expect(await run('node_modules/typescript/bin/tsc', '--noEmit')).toMatchObject({ code: 0 })
        const { code, stdout } = await run(
          'node_modules/vitest/vitest.mjs',
          'run',
          'lib/targets/laws',
          '-t',
          'demo',
          '--reporter=verbose',
        )
        expect(code).toBe(1)
        for (const part of [
          'meta.summary',
          'capabilities.ts',
          'upstream/',
          'golden/',
          'README.md',
          'law-designs.json',
        ]) {
          expect(stdout).toContain(part)
        }
      } finally {
        rmSync(checkout, { recursive: true, force: true })
      }
    },
  )
})
