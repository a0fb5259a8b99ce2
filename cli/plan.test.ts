import { describe, expect, it } from 'vitest'
import { exampleText, runCommand } from './testing/run-command'

const old = exampleText('two-nics')
const files = {
  '/desk/old.yaml': old,
  '/desk/new.yaml': old.replace(/cidr: [^\s,}]+/, 'cidr: 192.0.2.0/28'),
}

describe('plan', () => {
  it('has nothing to do where nothing changes', async () => {
    const { code, out } = await runCommand(['plan', 'old.yaml', 'old.yaml'], files)
    expect(code).toBe(0)
    expect(out).toMatch(/^Nothing to apply/)
  })

  it('writes both stages beside the plan, and nothing over what is somebody else’s', async () => {
    const done = await runCommand(['plan', 'old.yaml', 'new.yaml', '-o', 'change'], files)
    expect(done.err).toBe('')
    expect(done.code).toBe(0)
    const written = Object.keys(done.files)
    expect(written).toContain('/desk/change/PLAN.md')
    expect(written).toContain('/desk/change/widened/talos/controlplane.patch.yaml')
    expect(written).toContain('/desk/change/new/talos/controlplane.patch.yaml')
    expect(done.out).toContain('widened/talos/talconfig.yaml')
  })

  it('prints the steps for a script', async () => {
    const { out } = await runCommand(['plan', 'old.yaml', 'new.yaml', '--json'], files)
    const { steps } = JSON.parse(out)
    expect(steps.map((step: { phase: string }) => step.phase)).toContain('widen')
    expect(steps.at(-1)).toMatchObject({ phase: 'narrow', files: expect.any(Array), notes: expect.any(Array) })
  })

  it('asks for the second design', async () => {
    const { code, err } = await runCommand(['plan', 'old.yaml'], files)
    expect(code).toBe(2)
    expect(err).toContain('portcullis plan old.yaml new.yaml')
  })
})
