import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { exampleText, runCommand } from './testing/run-command'

const config = `version: v1alpha1
machine:
  type: controlplane
  token: tooth.fa1ryt00thfa1ry
  network:
    hostname: cp-1
    interfaces:
      - interface: eth0
        addresses: [10.0.0.11/24]
cluster:
  clusterName: home
  network:
    podSubnets: [10.244.0.0/16]
    serviceSubnets: [10.96.0.0/12]
---
apiVersion: v1alpha1
kind: NetworkDefaultActionConfig
ingress: block
---
apiVersion: v1alpha1
kind: NetworkRuleConfig
name: apid-ingress
portSelector:
  ports: [50000]
  protocol: tcp
ingress:
  - subnet: 10.0.0.11/32
  - subnet: 198.51.100.0/24
`

describe('import', () => {
  test('prints the design, the notes first, and 1 until the assumptions are taken on', async () => {
    const files = { '/desk/cp.yaml': config }
    const asked = await runCommand(['import', 'cp.yaml'], files)
    expect(asked.code).toBe(1)
    expect(asked.out).toContain('{ name: cp-1, role: controlplane, subnet: control, addresses: [10.0.0.11] }')
    expect(asked.out).toContain('# assumed: ')
    expect(asked.out).toContain('cidr: 198.51.100.0/24, may: [talos]')
    expect(asked.err).toContain('cp.yaml:1: cp-1 is a control plane at 10.0.0.11/24')
    expect(asked.err).toContain('certificates, keys and tokens are not read')
    expect(`${asked.out}${asked.err}`).not.toContain('fa1ry')
    const taken = await runCommand(['import', 'cp.yaml', '--assume'], files)
    expect(taken).toMatchObject({ code: 0, out: asked.out })
    const read = await runCommand(['verify', '-'], {}, taken.out)
    expect(read.err).not.toContain('error')
  })

  test('takes designs, links, bundles and standard input', async () => {
    const whole = await runCommand(['import', 'design.yaml'])
    expect(whole).toMatchObject({ code: 0 })
    const link = await runCommand(['link', 'design.yaml'])
    expect(await runCommand(['import', link.out.trim()])).toMatchObject({ code: 0, out: whole.out })
    const text = exampleText('two-nics')
    expect(await runCommand(['import', '-'], {}, text)).toMatchObject({ code: 0 })
    const record = JSON.parse((await runCommand(['import', 'design.yaml', '--json'])).out)
    expect(record).toMatchObject({ design: { name: 'onprem' }, assumed: [], reach: [] })
    const json = JSON.stringify(record.design)
    expect(await runCommand(['import', '-'], {}, json)).toMatchObject({ code: 0, out: whole.out })
    const zip = zipSync({ 'design.yaml': new TextEncoder().encode(text), 'README.md': new Uint8Array() })
    expect(await runCommand(['import', 'a.zip'], { '/desk/a.zip': zip })).toMatchObject({ code: 0 })
  })

  test.each([
    ['nothing', [], {}, 'No file is named'],
    ['a file that is not there', ['gone.yaml'], {}, 'no such file'],
    ['a large file', ['a.yaml'], { '/desk/a.yaml': new Uint8Array(50_000_000) }, 'at most 8000000'],
    ['a picture', ['a.png'], { '/desk/a.png': new Uint8Array([137, 80, 78, 71, 255]) }, 'is not text'],
    ['a stranger', ['a.txt'], { '/desk/a.txt': 'dear diary' }, 'no reader takes'],
    ['a template', ['a.tpl'], { '/desk/a.tpl': '%{ for x in y }\n%{ endfor }' }, 'a.tpl:1'],
    ['half a file', ['cp.yaml'], { '/desk/cp.yaml': config.replace('198.51.100.0/24', '"198') }, 'cp.yaml:28'],
  ])('refuses %s', async (_, words, files, message) => {
    const { code, err, out } = await runCommand(['import', ...words], files)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})
