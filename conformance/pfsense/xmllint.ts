/** Whether texts are XML, as libxml2 sees it and as our reader does. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { drawn } from '@/lib/testing/draw'
import { seed } from '@/lib/testing/samples'
import { readXml } from '@/lib/text/xml'
import { disagree, type Tally } from '../verdict'
import type { Sample } from './samples'

export interface NamedText {
  readonly name: string
  readonly text: string
}

export function xmllintVersion(): string | undefined {
  const { status, stderr } = spawnSync('xmllint', ['--version'], { encoding: 'utf8' })
  return status === 0
    ? (/version (\d)(\d\d)(\d\d)/.exec(stderr)?.slice(1).map(Number).join('.') ?? 'unknown')
    : undefined
}

const perRun = 100

/** Of each text whether xmllint takes it, in order. */
export function askXmllint(texts: readonly string[]): readonly boolean[] {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-xml-'))
  const names = texts.map((text, index) => {
    const name = join(folder, `${index}.xml`)
    writeFileSync(name, text)
    return name
  })
  const refused = new Set<string>()
  for (let first = 0; first < names.length; first += perRun) {
    const some = names.slice(first, first + perRun)
    const { stderr } = spawnSync('xmllint', ['--noout', '--nonet', ...some], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    for (const [, name = ''] of stderr.matchAll(/^(\S+\.xml):\d+: .*error/gm)) refused.add(name)
  }
  rmSync(folder, { recursive: true })
  return names.map((name) => !refused.has(name))
}

/** What our reader refuses on purpose, though it is XML: see `lib/text/xml.ts`. */
const onPurpose = /document type|instruction to another program/

export function checkTexts(texts: readonly NamedText[], tally: Tally): void {
  const verdicts = askXmllint(texts.map(({ text }) => text))
  const count = { taken: 0, refused: 0, onPurpose: 0 }
  for (const [index, { name, text }] of texts.entries()) {
    tally.cases++
    const ours = readXml(text)
    if (ours.ok === verdicts[index]) count[ours.ok ? 'taken' : 'refused']++
    else if (!ours.ok && onPurpose.test(ours.message)) count.onPurpose++
    else {
      const said = ours.ok ? 'we take it' : `we say ${ours.message}`
      disagree(tally, name, `xmllint ${verdicts[index] === true ? 'takes' : 'refuses'} it, ${said}`)
    }
  }
  tally.notes.push(
    `${texts.length} texts: ${count.taken} taken, ${count.refused} refused, ${count.onPurpose} refused by us on purpose`,
  )
}

const signs = [
  '<',
  '>',
  '&',
  '"',
  "'",
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  '&amp;',
  '&#0;',
  '&lt',
  '\u0001',
  '</rule>',
  '<x/>',
  '<rule',
  '?>',
  '/',
]

/** Texts of ours with one sign put in, taken out or doubled. */
export function damagedTexts(samples: readonly Sample[], count: number): readonly NamedText[] {
  const texts = samples.flatMap(({ aliases, filter }) => [aliases, filter])
  const arbitrary = drawn((draw) => {
    const text = draw.pick(texts).slice(0, 4000)
    const whole = text.replace(/<[^>]*$/, '')
    const at = draw.between(0, whole.length)
    const taken = draw.pick([0, 0, 1, 3])
    return `${whole.slice(0, at)}${draw.pick(['', ...signs])}${whole.slice(at + taken)}`
  })
  return fc
    .sample(arbitrary, { numRuns: count, seed: seed() })
    .map((text, index) => ({ name: `seed ${seed()}, damaged text ${index}`, text }))
}
