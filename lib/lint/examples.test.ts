import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDesign } from '../design/read-design'
import { analyseDesign } from '../verify/analyse'
import { findFindings } from './find-findings'

const folder = 'public/examples'

describe('the examples', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))(
    '%s has no error it does not accept',
    (name) => {
      const read = readDesign(readFileSync(`${folder}/${name}`, 'utf8'))
      if (!read.ok) throw new Error(`${name} cannot be read`)
      const findings = findFindings(read.value, analyseDesign({ design: read.value, edits: {} }), '2026-11-20')
      const open = findings.filter(({ severity, accepted }) => severity === 'error' && accepted === undefined)
      expect(open.map(({ code, at }) => `${code} ${at}`)).toEqual([])
    },
  )
})
