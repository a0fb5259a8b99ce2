import { readFileSync } from 'node:fs'
import type * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDesign } from '../design/read-design'
import { isAtLeast, parseTalosVersion } from '../design/talos-version'
import type { FileSet } from '../targets/target'
import { arbitraryDesign } from '../testing/arbitrary-design'
import { drawn } from '../testing/draw'
import { configDump, machineConfigs, plantedSecrets, withoutPools } from '../testing/machine-configs'
import { mutateText } from '../testing/mutate-text'
import { checkProperty } from '../testing/property'
import { sampleCount } from '../testing/samples'
import { findUnlike, patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'
import { writeImported } from './write-imported'

const admitsOther = /^The design admits (more|less)/

test('any design comes back from its machines with the same packets, or says where not', () => {
  checkProperty(arbitraryDesign(), sampleCount(15, 600), (drawnDesign) => {
    const design = withoutPools(drawnDesign)
    const patches = patchesOf(design)
    const imported = importFiles(machineConfigs(design, patches, 'single'))
    if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
    const said = imported.value.unprovable.filter(({ text }) => admitsOther.test(text))
    const unlike = findUnlike(design, patches, patchesOf(imported.value.design))
    const version = parseTalosVersion(design.talos.version)
    // Before 1.12.5 the last address is left out of files, which no design says: then it is said.
    const isLossy = version !== undefined && !isAtLeast(version, '1.12.5')
    expect({ said: said.length > 0, differs: unlike.length > 0 }).toEqual(
      isLossy && said.length > 0 ? { said: true, differs: true } : { said: false, differs: false },
    )
    expect(readDesign(writeImported(imported.value))).toMatchObject({ ok: true })
  })
})

const example = readDesign(readFileSync('public/examples/two-nics.yaml', 'utf8'))
if (!example.ok) throw new Error('the example is a design')
const design = example.value
const patches = patchesOf(design)
const kinds: readonly (readonly [string, FileSet])[] = [
  ['patches', patches],
  ['machine configurations', machineConfigs(design, patches, 'single').slice(0, 2)],
  ['machine configurations of many documents', machineConfigs(design, patches, 'several').slice(0, 2)],
  ['dumps', configDump(machineConfigs(design, patches, 'single').slice(1, 4))],
]

/** One file of the set with a few small faults. */
function damaged(files: FileSet): fc.Arbitrary<FileSet> {
  return drawn((draw) => {
    const victim = draw.between(0, files.length - 1)
    return files.map((file, at) => (at === victim ? { ...file, text: mutateText(draw, file.text) } : file))
  })
}

describe.each(kinds)('%s with faults', (name, files) => {
  test('are read or refused with a reason, never thrown at, never called the same when they are not', () => {
    checkProperty(damaged(files), sampleCount(60, 5_000), (spoilt) => {
      const imported = importFiles(spoilt)
      const shown = JSON.stringify(imported)
      for (const secret of Object.values(plantedSecrets)) expect(shown).not.toContain(secret)
      if (!imported.ok) {
        expect(imported.problems.filter(({ severity }) => severity === 'error')).not.toEqual([])
        return
      }
      const { design: found, unprovable } = imported.value
      if (name !== 'patches' || unprovable.some(({ text }) => admitsOther.test(text))) return
      expect(findUnlike(found, spoilt, patchesOf(found))).toEqual([])
    })
  })
})
