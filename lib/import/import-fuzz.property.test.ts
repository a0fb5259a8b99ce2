import { readFileSync } from 'node:fs'
import type * as fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readDesign } from '../design/read-design'
import type { FileSet } from '../targets/target'
import { boxKinds } from '../testing/box-files'
import { drawn } from '../testing/draw'
import { mutateText } from '../testing/mutate-text'
import { pfsenseBackup } from '../testing/pfsense-backup'
import { checkProperty } from '../testing/property'
import { wholeRouters } from '../testing/router-whole'
import { sampleCount } from '../testing/samples'
import { renderDesign, smallDesign } from '../testing/talos-files'
import { analyseDesign } from '../verify/analyse'
import { importFiles } from './import-files'
import { openGiven } from './open-given'
import { writeImported } from './write-imported'

function wrapper(management: 'talhelper' | 'omni' | 'capi', path: RegExp): FileSet {
  const { output } = renderDesign(smallDesign({ talos: { version: '1.13', management } }))
  return output.files.filter((file) => path.test(file.path)).map((file) => ({ path: file.path, text: file.text }))
}

function moduleFiles(): FileSet {
  const design = smallDesign({ targets: { 'terraform-aws': {} } })
  const [analysed] = analyseDesign({ design, edits: {} }).targets
  return (analysed?.files ?? []).filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text }))
}

/** Whole boxes that join the networks of a small design and hold its rules. */
function routers(): (readonly [string, FileSet])[] {
  const design = smallDesign({ targets: {} })
  return wholeRouters.map(({ filter, keyOf, holding }) => {
    const interfaces = Object.fromEntries(design.subnets.map(({ name }, index) => [name, keyOf(index)]))
    const ruled = { ...design, targets: { [filter.id]: { interfaces } } }
    return [`whole boxes of ${filter.id}`, holding(ruled, interfaces, ruled)]
  })
}

const kinds: readonly (readonly [string, FileSet])[] = [
  ['backups of pfSense', [{ path: 'config.xml', text: pfsenseBackup() }]],
  ['Terraform modules', moduleFiles()],
  ['talconfig with its patches', wrapper('talhelper', /talconfig\.yaml$|worker\.patch\.yaml$/)],
  ['Omni templates', wrapper('omni', /omni-cluster-template\.yaml$/)],
  ['Cluster API manifests', wrapper('capi', /cluster-api\.yaml$/)],
  ...boxKinds
    .filter(({ name }) => /nft|show -json|aws ec2/.test(name))
    .map(({ name, files }): readonly [string, FileSet] => [name, files]),
  ...routers(),
  ['designs', [{ path: 'design.yaml', text: readFileSync('public/examples/two-nics.yaml', 'utf8') }]],
]

function damaged(files: FileSet): fc.Arbitrary<FileSet> {
  return drawn((draw) => {
    const victim = draw.between(0, files.length - 1)
    return files.map((file, at) => (at === victim ? { ...file, text: mutateText(draw, file.text) } : file))
  })
}

describe.each(kinds)('%s with faults', (_, files) => {
  test('are read to a design that can be read, or refused with a reason', () => {
    expect(importFiles(files)).toMatchObject({ ok: true })
    checkProperty(damaged(files), sampleCount(30, 5_000), (spoilt) => {
      const imported = importFiles(spoilt)
      const shown = JSON.stringify(imported)
      for (const { secrets } of boxKinds) for (const secret of secrets) expect(shown).not.toContain(secret)
      if (imported.ok) expect(readDesign(writeImported(imported.value))).toMatchObject({ ok: true })
      else expect(imported.problems.filter(({ severity }) => severity === 'error')).not.toEqual([])
    })
  })
})

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const archive = zipSync(Object.fromEntries(moduleFiles().map(({ path, text }) => [path, encode(text)])))

test('archives with faults are opened or refused, never thrown at and never larger than they may be', () => {
  const spoilt = drawn((draw) => {
    const bytes = archive.slice(0, draw.between(0, 3) === 0 ? draw.between(0, archive.length) : archive.length)
    for (let fault = draw.between(1, 6); fault > 0 && bytes.length > 0; fault--) {
      bytes[draw.between(0, bytes.length - 1)] = draw.between(0, 255)
    }
    return bytes
  })
  checkProperty(spoilt, sampleCount(200, 5_000), (bytes) => {
    const opened = openGiven([{ path: 'bundle.zip', bytes }])
    if (opened.ok) expect(opened.value.files.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(8_000_000)
    else expect(opened.problems).not.toEqual([])
  })
})
