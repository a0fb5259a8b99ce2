import { unzipSync } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import type { Design } from '@/lib/design/design'
import { readDesign } from '@/lib/design/read-design'
import { decodeLink } from '@/lib/share/codec'
import { buildSite } from '@/lib/site/build-site'
import { findTarget } from '@/lib/targets/all'
import { isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { hasMeaningfulOrder } from '@/lib/testing/meaningful-order'
import { checkProperty } from '@/lib/testing/property'
import { reverseLists } from '@/lib/testing/reverse-lists'
import { sampleCount } from '@/lib/testing/samples'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'
import { canonicalDesign } from '../design/canonical-design'
import type { BundleFile } from './bundle-file'
import { makeBundle } from './make-bundle'
import { readManifest } from './manifest'
import { sha256 } from './sha256'
import { zipBundle } from './zip'

function bundleOf(design: Design, edits: Readonly<Record<string, string>> = {}): BundleFile[] {
  return makeBundle({ design, edits, analysis: analyseDesign({ design, edits }) })
}

function textOf(bundle: readonly BundleFile[], path: string): string {
  const file = bundle.find((candidate) => candidate.path === path)
  if (file === undefined) throw new Error(`no ${path} in ${bundle.map((one) => one.path).join(' ')}`)
  return file.text
}

describe.each(exampleNames)('the bundle of %s', (name) => {
  const design = readExample(name)
  const bundle = bundleOf(design)

  test('does not depend on the order of any list', () => {
    const reversed = new Map(bundleOf(reverseLists(design)).map((file) => [file.path, file.text]))
    expect([...reversed.keys()]).toEqual(bundle.map((file) => file.path))
    for (const { path, text } of bundle) expect(reversed.get(path) === text ? 'same' : 'differs', path).toBe('same')
  })

  test('lists every file with its checksum, and every target with its verdict', () => {
    const manifest = readManifest(textOf(bundle, 'MANIFEST.json'))
    if (!manifest.ok) throw new Error('no manifest')
    const want = bundle.filter((file) => file.path !== 'MANIFEST.json')
    expect(manifest.value.files.map((file) => [file.path, file.sha256])).toEqual(
      want.map((file) => [file.path, sha256(file.text)]),
    )
    for (const { id, verdict, boxes } of manifest.value.targets) {
      const target = findTarget(id)
      if (target === undefined) throw new Error(`no target ${id}`)
      expect(verdict).toBe(isFilter(target) ? 'equal' : 'none')
      if (!isFilter(target)) continue
      const points = target.points(buildSite(design), target.options.parse(design.targets[id] ?? {}))
      expect(boxes.flatMap((box) => box.points).sort()).toEqual(points.map((point) => point.id).sort())
      for (const box of boxes) expect(box.owns.length).toBeGreaterThan(0)
    }
  })

  test('holds the design, as a file and as a link', () => {
    const file = textOf(bundle, 'design.yaml')
    expect(file).toMatch(/^# yaml-language-server: \$schema=/)
    const read = readDesign(file)
    expect(read.ok && read.value).toEqual(canonicalDesign(design))
    const opened = decodeLink(textOf(bundle, 'permalink.txt').trim())
    expect(opened.ok && opened.value).toEqual(canonicalDesign(design))
  })

  test('keeps the files of each target in a folder of its name', () => {
    for (const { path, target } of bundle) expect(path.split('/').slice(0, -1)[0], path).toBe(target)
  })

  test('says in its first page what each file is', () => {
    const readme = textOf(bundle, 'README.md')
    for (const { path } of bundle) if (path !== 'README.md') expect(readme).toContain(`\`${path}\``)
    expect(readme).not.toContain('Think before you apply')
  })

  test('has one final newline in every file, no trailing blanks and no time', () => {
    for (const { path, text } of bundle) {
      expect(text.endsWith('\n') && !text.endsWith('\n\n'), path).toBe(true)
      expect(text, path).not.toMatch(/[ \t\r]\n/)
    }
  })

  test('names every rule in verification.json, enforced or with a reason', () => {
    const { rules, targets } = JSON.parse(textOf(bundle, 'verification.json'))
    expect(rules.length).toBeGreaterThan(0)
    for (const { rule, enforced, gaps, unseen } of rules) {
      expect(enforced.length + gaps.length > 0, rule).toBe(unseen === null)
      if (unseen !== null) expect(textOf(bundle, 'README.md')).toContain(`\`${rule}\``)
    }
    for (const target of targets) {
      const count = rules.filter((rule: { enforced: string[] }) => rule.enforced.includes(target.id)).length
      expect(count).toBe(target.enforced)
    }
  })
})

test('the bytes of any design depend on no order, and hostile names stay in their lines', () => {
  checkProperty(arbitraryDesign(), sampleCount(12, 400), (design) => {
    const bundle = bundleOf(design)
    for (const { path, text } of bundle) {
      expect(text.endsWith('\n') && !text.endsWith('\n\n'), path).toBe(true)
      expect(text, path).not.toMatch(/[ \t\r]\n|(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }
    if (hasMeaningfulOrder(design)) return
    const reversed = new Map(bundleOf(reverseLists(design)).map((file) => [file.path, file.text]))
    for (const { path, text } of bundle) expect(reversed.get(path), path).toBe(text)
  })
})

test('a changed file is in the bundle, and its verdict in the first page and the manifest', () => {
  const design = readExample('seed-001-talos-docs')
  const path = 'talos/worker.patch.yaml'
  const sound = textOf(bundleOf(design), path)
  const changed = sound.replaceAll('172.20.0.0/24', '172.0.0.0/8')
  expect(changed).not.toBe(sound)
  const bundle = bundleOf(design, { [path]: changed })
  expect(textOf(bundle, path)).toBe(changed)
  expect(textOf(bundle, 'README.md')).toContain('Think before you apply Talos ingress firewall: it is wider.')
  expect(JSON.parse(textOf(bundle, 'MANIFEST.json')).targets[0].verdict).toBe('wider')
})

describe('the archive', () => {
  const bundle = bundleOf(readExample('seed-001-talos-docs'))
  const zip = zipBundle(bundle)

  test('holds the same files', () => {
    const entries = Object.entries(unzipSync(zip)).map(([path, data]) => [path, new TextDecoder().decode(data)])
    expect(entries).toEqual(bundle.map(({ path, text }) => [path, text]))
  })

  test('has the same bytes whatever the order of the files, the clock and the time zone', () => {
    vi.stubEnv('TZ', 'Pacific/Kiritimati')
    const elsewhere = zipBundle([...bundle].reverse())
    vi.unstubAllEnvs()
    expect(sha256(elsewhere)).toBe(sha256(zip))
  })
})
