/** Every kind of file that is taken, in its product's own form: read, its secrets left behind, whole and broken alike. */
import { describe, expect, test } from 'vitest'
import { readDesign } from '../design/read-design'
import { boxDesign, boxKinds } from '../testing/box-files'
import { sampleCount } from '../testing/samples'
import { importFiles } from './import-files'
import { matrixOf } from './reach-matrix'
import { writeImported } from './write-imported'

/** Of the faults, how many are left out between two. */
const everyFault = sampleCount(8, 1)

/** Everything that reading says. */
function shownOf(files: Parameters<typeof importFiles>[0]): string {
  const imported = importFiles(files)
  return JSON.stringify(imported) + (imported.ok ? writeImported(imported.value) : '')
}

describe.each(boxKinds.map((kind) => [kind.name, kind] as const))('%s', (_, { files, secrets, machines }) => {
  test('is understood: its machines, who reaches them, and what is only assumed', () => {
    const imported = importFiles(files)
    if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
    const { design, reach, assumed, understood, unprovable } = imported.value
    expect(understood.length).toBeGreaterThan(0)
    expect(assumed.length).toBeGreaterThan(0)
    expect(unprovable.filter(({ text }) => /admits (more|less)/.test(text))).toEqual([])
    expect(readDesign(writeImported(imported.value))).toMatchObject({ ok: true })
    const { columns, rows } = matrixOf(reach, design)
    expect(columns.length).toBeGreaterThan(0)
    expect(rows[0]?.from).toBe('the internet')
    const found = design.nodes.map(({ name, role, addresses }) => [role, name, ...addresses])
    const wanted = boxDesign.nodes.map(({ name, role, addresses }) => [role, name, ...addresses])
    if (machines === 'named') expect(found.sort()).toEqual(wanted.sort())
    // A machine that was asked at another address is known by that one.
    if (machines === 'names') {
      expect(found.map(([role, name]) => [role, name]).sort()).toEqual(
        wanted.map(([role, name]) => [role, name]).sort(),
      )
    }
    if (machines === 'addresses') {
      expect(found.map(([role, , address]) => [role, address]).sort()).toEqual(
        wanted.map(([role, , address]) => [role, address]).sort(),
      )
    }
    if (machines !== 'none') {
      const admin = rows.find(({ from }) => from.startsWith('admin'))
      expect(admin?.cells.flat()).toEqual(expect.arrayContaining(['Kubernetes API 6443', 'Talos API 50000']))
    }
  })

  const faults: readonly (readonly [string, (secret: string) => string])[] = [
    ['as they are', (secret) => secret],
    ...[
      '"',
      "'",
      '*',
      '&',
      '!',
      '@',
      '%',
      '`',
      '[',
      '{',
      '|',
      '>',
      '<',
      ']]>',
      '&#0;',
      '\t',
      '\n',
      ': ',
      ' #',
      '\\q',
    ].map((sign) => [`behind ${JSON.stringify(sign)}`, (secret: string) => sign + secret] as const),
    ['as a key', (secret) => `x\n${secret}: 1\n${secret}: 2`],
    ['twice', (secret) => `${secret} ${secret}`],
    ['broken in two', (secret) => `${secret.slice(0, 9)}\n${secret}`],
  ]

  test.skipIf(secrets.length === 0)('its secrets are found nowhere, broken at any of them or cut off there', () => {
    for (const [at, secret] of secrets.entries()) {
      for (const [name, spoil] of faults.filter((_fault, index) => (index + at) % everyFault === 0)) {
        const spoilt = files.map(({ path, text }) => ({ path, text: text.replace(secret, () => spoil(secret)) }))
        const shown = shownOf(spoilt)
        for (const other of secrets) expect([name, leak(shown, other)]).toEqual([name, undefined])
      }
      const cut = files.map(({ path, text }) => {
        const at = text.indexOf(secret)
        return { path, text: at < 0 ? text : text.slice(0, at + secret.length - 1) }
      })
      for (const other of secrets) expect(['cut off', leak(shownOf(cut), other)]).toEqual(['cut off', undefined])
    }
  })
})

/** A piece of the secret that would be worth having. */
function leak(shown: string, secret: string): string | undefined {
  const length = 8
  for (let at = 0; at + length <= secret.length; at++) {
    const piece = secret.slice(at, at + length)
    if (shown.includes(piece)) return shown.slice(Math.max(0, shown.indexOf(piece) - 120), shown.indexOf(piece) + 60)
  }
  return undefined
}
