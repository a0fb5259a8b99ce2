import { readFileSync } from 'node:fs'
import type * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDesign } from '../design/read-design'
import type { FileSet } from '../targets/target'
import { drawn } from '../testing/draw'
import { mutateText } from '../testing/mutate-text'
import { pfsenseBackup } from '../testing/pfsense-backup'
import { checkProperty } from '../testing/property'
import { sampleCount } from '../testing/samples'
import { renderDesign, smallDesign } from '../testing/talos-files'
import { analyseDesign } from '../verify/analyse'
import { importFiles } from './import-files'
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

const account = JSON.stringify(
  {
    SecurityGroups: ['control-plane', 'worker'].map((role, at) => ({
      GroupId: `sg-0${at}`,
      GroupName: `x-talos-${role}-sg`,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 6443, ToPort: 6443, IpRanges: [{ CidrIp: '198.51.100.0/24' }] }],
    })),
  },
  undefined,
  1,
)

const kinds: readonly (readonly [string, FileSet])[] = [
  ['backups of pfSense', [{ path: 'config.xml', text: pfsenseBackup() }]],
  ['Terraform modules', moduleFiles()],
  ['accounts', [{ path: 'groups.json', text: account }]],
  ['talconfig with its patches', wrapper('talhelper', /talconfig\.yaml$|worker\.patch\.yaml$/)],
  ['Omni templates', wrapper('omni', /omni-cluster-template\.yaml$/)],
  ['Cluster API manifests', wrapper('capi', /cluster-api\.yaml$/)],
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
      expect(JSON.stringify(imported)).not.toMatch(/notarealhash/)
      if (imported.ok) expect(readDesign(writeImported(imported.value))).toMatchObject({ ok: true })
      else expect(imported.problems.filter(({ severity }) => severity === 'error')).not.toEqual([])
    })
  })
})
