import { expect, test } from 'vitest'
import { templates } from '../design/templates/templates'
import { analyseDesign } from './analyse'

test.each(templates)('every file of the template $id is proved equal, and nothing is wrong with it', ({ design }) => {
  const { problems, targets } = analyseDesign({ design: design(), edits: {} })
  expect(problems).toEqual([])
  expect(targets.map(({ id, proof, problems: own }) => [id, proof.verdict, own])).toEqual(
    Object.keys(design().targets)
      .sort()
      .map((id) => [id, 'equal', []]),
  )
})
