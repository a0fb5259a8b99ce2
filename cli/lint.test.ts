import { describe, expect, it } from 'vitest'
import { exampleText, runCommand } from './testing/run-command'

const open = exampleText('seed-001-talos-docs').replace(/accepted:[\s\S]*?targets:/, 'targets:')

describe('lint', () => {
  it('exits 1 on an error nobody accepts, and prints the promised keys', async () => {
    const { code, out } = await runCommand(['lint', 'design.yaml', '--json'], { '/desk/design.yaml': open })
    expect(code).toBe(1)
    const records: Record<string, unknown>[] = JSON.parse(out)
    const exposed = records.find((record) => record.code === 'expose-apid')
    expect(exposed).toMatchObject({ severity: 'error', at: 'rules/apid/controlplane', evidence: expect.any(String) })
    const keys = ['code', 'severity', 'message', 'at', 'fix', 'source']
    for (const record of records) expect(Object.keys(record).slice(0, keys.length)).toEqual(keys)
  })

  it('exits 0 where the design accepts them, and keeps the reason', async () => {
    const text = exampleText('seed-001-talos-docs')
    const { code, out } = await runCommand(['lint', 'design.yaml'], { '/desk/design.yaml': text })
    expect(code).toBe(0)
    expect(out).toContain('Accepted: documentation example')
  })

  it('writes SARIF with the accepted ones suppressed', async () => {
    const text = exampleText('seed-001-talos-docs')
    const { out } = await runCommand(['lint', 'design.yaml', '--format', 'sarif'], { '/desk/design.yaml': text })
    const { version, runs } = JSON.parse(out)
    expect(version).toBe('2.1.0')
    const result = runs[0].results.find((one: { ruleId: string }) => one.ruleId === 'expose-apid')
    expect(result.suppressions).toEqual([{ kind: 'inSource', justification: 'documentation example' }])
    expect(runs[0].tool.driver.rules[result.ruleIndex].id).toBe('expose-apid')
  })

  it('writes a table for a review', async () => {
    const { out } = await runCommand(['lint', 'design.yaml', '--format', 'markdown'], { '/desk/design.yaml': open })
    expect(out).toMatch(/^# Findings of design\.yaml\n/)
    expect(out).toContain('`expose-apid`')
  })
})
