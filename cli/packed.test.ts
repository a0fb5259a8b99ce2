/** The command as people run it: bundled into one file, in a process of its own. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeBundle } from '@/lib/bundle/make-bundle'
import { zipBundle } from '@/lib/bundle/zip'
import { readExample } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'

const program = join(process.cwd(), 'scripts/portcullis.mjs')
const example = join(process.cwd(), 'public/examples/seed-001-talos-docs.yaml')
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-'))
  execFileSync(process.execPath, [program, '--version'])
}, 120_000)

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function run(words: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    input,
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr }
}

describe('the packed command', () => {
  test('renders the archive that the page downloads', () => {
    expect(run(['render', example, '--zip', 'a.zip', '-o', 'out'])).toMatchObject({ code: 0, err: '' })
    const design = readExample('seed-001-talos-docs')
    const bundle = makeBundle({ design, analysis: analyseDesign({ design, edits: {} }) })
    expect(readFileSync(join(folder, 'a.zip')).equals(zipBundle(bundle))).toBe(true)
    for (const file of bundle) expect(readFileSync(join(folder, 'out', file.path), 'utf8')).toBe(file.text)
    expect(run(['verify', example, '-t', 'talos', '--against', 'out'])).toMatchObject({ code: 0 })
  })

  test('reads standard input', () => {
    const fromFile = run(['rules', example, '--json'])
    const fromInput = run(['rules', '-', '--json'], readFileSync(example, 'utf8'))
    expect([fromFile.code, fromInput]).toEqual([0, fromFile])
  })

  test('prints no colour into a pipe', () => {
    expect(run(['verify', example]).out).not.toContain('\u001b')
  })

  test('tells wrong input by its exit code', () => {
    expect(run(['rules', 'nowhere.yaml'])).toMatchObject({ code: 2, out: '' })
    expect(run([])).toMatchObject({ code: 2, out: '' })
  })

  test('does not mind a reader that goes away', () => {
    const command = `"${process.execPath}" "${program}" rules "${example}" --json | head -n 1`
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
    expect([stdout, stderr]).toEqual(['[\n', ''])
  })
})
