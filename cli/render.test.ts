import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { makeBundle } from '@/lib/bundle/make-bundle'
import { zipBundle } from '@/lib/bundle/zip'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'
import { exampleText, runCommand } from './testing/run-command'

const small = { '/desk/design.yaml': exampleText('seed-001-talos-docs') }

function bundleOf(name: string) {
  const design = readExample(name)
  return makeBundle({ design, analysis: analyseDesign({ design, edits: {} }) })
}

function inFolder(files: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(`${folder}/`)))
}

describe('render', () => {
  test.each(exampleNames)(
    '%s: the folder and the archive hold what the page downloads, byte for byte',
    async (name) => {
      const given = { '/desk/design.yaml': exampleText(name) }
      const { code, files, bytes } = await runCommand(['render', 'design.yaml', '-o', 'out', '--zip', 'a.zip'], given)
      const bundle = bundleOf(name)
      expect(code).toBe(0)
      expect(inFolder(files, '/desk/out')).toEqual(
        Object.fromEntries(bundle.map((file) => [`/desk/out/${file.path}`, file.text])),
      )
      expect(Buffer.from(bytes('/desk/a.zip')).equals(zipBundle(bundle))).toBe(true)
      expect(Object.keys(files).filter((path) => path.includes('portcullis-new'))).toEqual([])
    },
  )

  test('says what it wrote, for people and for scripts', async () => {
    const told = await runCommand(['render', 'design.yaml', '-o', 'out'], small)
    expect(told.out).toMatch(/^out: \d+ files\ntalos {2}═ equal · \d+ of \d+ rules enforced here\n$/)
    const { out } = await runCommand(['render', 'design.yaml', '-o', 'out', '--json'], small)
    expect(JSON.parse(out)).toMatchObject({ folder: 'out', zip: null, targets: [{ id: 'talos', verdict: 'equal' }] })
  })

  test('twice into one folder is fine, and changes nothing', async () => {
    const first = await runCommand(['render', 'design.yaml', '-o', 'out'], small)
    const again = await runCommand(['render', 'design.yaml', '-o', 'out'], first.files)
    expect([again.code, again.err]).toEqual([0, ''])
    expect(again.files).toEqual(first.files)
  })

  test('leaves a file alone that somebody changed, unless told otherwise', async () => {
    const first = await runCommand(['render', 'design.yaml', '-o', 'out'], small)
    const changed = { ...first.files, '/desk/out/talos/worker.patch.yaml': 'mine\n' }
    const refused = await runCommand(['render', 'design.yaml', '-o', 'out'], changed)
    expect([refused.code, refused.out]).toEqual([2, ''])
    expect(refused.err).toContain('/desk/out/talos/worker.patch.yaml: was changed after portcullis wrote it')
    expect(refused.err).toContain('--force')
    expect(refused.files).toEqual(changed)
    const forced = await runCommand(['render', 'design.yaml', '-o', 'out', '--force'], changed)
    expect([forced.code, forced.files]).toEqual([0, first.files])
  })

  test.each([
    ['a file that is no archive', 'text', 'was not written by portcullis'],
    ['a folder', undefined, 'is a folder'],
  ])('leaves %s in the place of the archive alone', async (_, text, message) => {
    const given = text === undefined ? { '/desk/a.zip/x': '' } : { '/desk/a.zip': text }
    const { code, err, files } = await runCommand(['render', 'design.yaml', '--zip', 'a.zip'], { ...small, ...given })
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(files).toEqual({ ...small, ...given })
  })

  test('overwrites its own archive', async () => {
    const archive = zipBundle(bundleOf('two-nics'))
    const { code, bytes } = await runCommand(['render', 'design.yaml', '--zip', 'a.zip'], {
      ...small,
      '/desk/a.zip': archive,
    })
    expect(code).toBe(0)
    expect(Buffer.from(bytes('/desk/a.zip')).equals(zipBundle(bundleOf('seed-001-talos-docs')))).toBe(true)
  })

  test('several designs get a folder each', async () => {
    const given = { '/desk/design.yaml': exampleText('seed-001-talos-docs'), '/desk/b.yaml': exampleText('two-nics') }
    const { code, files } = await runCommand(['render', '*.yaml', '-o', 'out'], given)
    expect(code).toBe(0)
    const folders = new Set(Object.keys(inFolder(files, '/desk/out')).map((path) => path.split('/')[3]))
    expect(folders).toEqual(new Set(['talos-docs-firewall', `${readExample('two-nics').name}-firewall`]))
    const zipped = await runCommand(['render', '*.yaml', '--zip', 'a.zip'], given)
    expect([zipped.code, zipped.files]).toEqual([2, given])
    const twice = await runCommand(['render', 'design.yaml', 'design.yaml', '-o', 'out'], given)
    expect([twice.code, twice.files]).toEqual([2, given])
  })

  test('--previous takes a folder or an archive, and removes what was left', async () => {
    const listener =
      '\nlisteners:\n  - { name: old-app, on: [worker], protocol: tcp, ports: ["9999"], from: [anywhere] }\n'
    const before = { '/desk/design.yaml': `${exampleText('seed-001-talos-docs')}${listener}` }
    const first = await runCommand(['render', 'design.yaml', '-o', 'out', '--zip', 'a.zip'], before)
    expect(first.code).toBe(0)
    const now = { ...first.files, ...small, '/desk/a.zip': first.bytes('/desk/a.zip') }
    for (const previous of ['out', 'a.zip']) {
      const next = await runCommand(['render', 'design.yaml', '-o', 'out', '--previous', previous], now)
      expect({ code: next.code, out: next.out }).toMatchObject({ code: 0, out: expect.stringContaining('═ equal') })
      expect(next.files['/desk/out/talos/remove.worker.patch.yaml']).toContain('old-app')
      expect(next.files['/desk/out/BREAK-GLASS.md']).toContain('Which ways there are')
      const verified = await runCommand(['verify', 'design.yaml', '--previous', previous, '--json'], now)
      expect(verified.code).toBe(0)
      expect(JSON.parse(verified.out).targets[0]).toMatchObject({ verdict: 'equal', before: 'previous bundle' })
    }
  })
})

test.each([
  [['-o', 'out', '--previous', 'out'], true],
  [['-o', './out/', '--previous', 'out'], true],
  [['-o', 'next', '--previous', 'out'], false],
])('render %j says that what the boxes run is overwritten: %s', async (words, isSaid) => {
  const { files } = await runCommand(['render', 'design.yaml', '-o', 'out'], small)
  const { code, err } = await runCommand(['render', 'design.yaml', ...words], files)
  expect([code, /^out: was what the boxes run/m.test(err)]).toEqual([0, isSaid])
})

describe('render --previous wants the bundle as it was written', () => {
  const worker = 'talos/worker.patch.yaml'
  const change = (text: string): string => text.replace('10250', '10251')

  test.each<[string, (text: string) => string, RegExp | undefined]>([
    ['changed since', change, /out\/talos\/worker\.patch\.yaml.*is not as portcullis wrote it/],
    ['cut', (text) => text.slice(0, text.lastIndexOf('---')), /is not as portcullis wrote it/],
    ['with the line ends of Windows', (text) => text.replaceAll('\n', '\r\n'), undefined],
  ])('a file in its folder that is %s', async (_, edit, message) => {
    const { files } = await runCommand(['render', 'design.yaml', '-o', 'out'], small)
    const path = `/desk/out/${worker}`
    const now = { ...files, [path]: edit(files[path] ?? '') }
    expect(now[path]).not.toBe(files[path])
    for (const words of [
      ['render', 'design.yaml', '-o', 'next'],
      ['verify', 'design.yaml'],
    ]) {
      const { code, err } = await runCommand([...words, '--previous', 'out'], now)
      expect([code, err]).toEqual(message === undefined ? [0, expect.any(String)] : [2, expect.stringMatching(message)])
    }
  })

  test('an archive whose letters changed on the way, or that was packed anew with another file', async () => {
    const bundle = bundleOf('seed-001-talos-docs')
    const anew = zipBundle(bundle.map((file) => (file.path === worker ? { ...file, text: change(file.text) } : file)))
    const stored = zipSync(Object.fromEntries(bundle.map(({ path, text }) => [path, strToU8(text)])), { level: 0 })
    stored[Buffer.from(stored).indexOf('10250') + 4] = '1'.charCodeAt(0)
    for (const [archive, message] of [
      [anew, /a\.zip\/talos\/worker\.patch\.yaml.*is not as portcullis wrote it/],
      [stored, /a\.zip\/.*was damaged on the way/],
    ] as const) {
      const { code, err } = await runCommand(['verify', 'design.yaml', '--previous', 'a.zip'], {
        ...small,
        '/desk/a.zip': archive,
      })
      expect([code, err]).toEqual([2, expect.stringMatching(message)])
    }
  })
})

describe('render --merge', () => {
  const given = { '/desk/design.yaml': exampleText('seed-000-baremetal'), '/desk/config.xml': pfsenseBackup() }

  test("puts the rules into the router's own backup, and proves that", async () => {
    const { code, out, files } = await runCommand(
      ['render', 'design.yaml', '-o', 'out', '--merge', 'config.xml'],
      given,
    )
    expect(code).toBe(0)
    expect(out).toContain('pfsense  ═ equal')
    const merged = files['/desk/out/pfsense/config-merged.xml'] ?? ''
    expect(merged).toContain('their rule 39')
    expect(merged).toContain('pcl:homelab:kubernetes-api/controlplane')
    const against = ['verify', 'design.yaml', '-t', 'pfsense', '--against', 'out/pfsense/config-merged.xml']
    const verified = await runCommand(against, { ...given, ...files })
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('pfsense  ═ equal')])
    const folder = await runCommand([...against.slice(0, -1), 'out'], { ...given, ...files })
    expect([folder.code, folder.out]).toEqual([0, expect.stringContaining('pfsense  ═ equal')])
  })

  test.each([
    ['a file that is not there', ['--merge', 'nowhere.xml'], 'nowhere.xml'],
    ['a file that no target takes', ['--merge', 'design.yaml'], 'No target of this design takes design.yaml'],
    [
      'a target that merges nothing',
      ['-t', 'talos', '--merge', 'config.xml'],
      'No target of this design takes config.xml',
    ],
  ])('refuses %s', async (_, words, message) => {
    const { code, err, files } = await runCommand(['render', 'design.yaml', '-o', 'out', ...words], given)
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(files).toEqual(given)
  })
})
