import { describe, expect, it } from 'vitest'
import { exampleText, runCommand } from './testing/run-command'

const files = {
  '/desk/old.yaml': exampleText('seed-001-talos-docs'),
  '/desk/new.yaml': exampleText('seed-001-talos-docs').replace(/name: \S+/, 'name: another'),
  '/desk/wide.yaml': `${exampleText('two-nics')}`,
}

describe('diff', () => {
  it('says that only the name changed', async () => {
    const { code, out } = await runCommand(['diff', 'old.yaml', 'new.yaml'], files)
    expect(code).toBe(0)
    expect(out).toMatch(/^1 field changed, no packet changed/)
    expect(out).toContain('~ name: ')
  })

  it('prints the promised keys', async () => {
    const { out } = await runCommand(['diff', 'old.yaml', 'wide.yaml', '--json'], files)
    const { gained, lost } = JSON.parse(out)
    for (const one of [...gained, ...lost]) {
      expect(one).toMatchObject({
        sources: expect.any(Array),
        destinations: expect.any(Array),
        protocol: expect.anything(),
        ports: expect.any(Array),
      })
    }
    expect(gained.length).toBeGreaterThan(0)
    expect(lost.length).toBeGreaterThan(0)
  })

  it('asks for a second design', async () => {
    const { code, err } = await runCommand(['diff', 'old.yaml'], files)
    expect(code).toBe(2)
    expect(err).toContain('Two designs are compared')
    expect(err).toContain('portcullis diff old.yaml new.yaml')
  })
})
