/** Builds the one bundle of all mutants, and gives fresh instances of it with one fault switched on. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { Script } from 'node:vm'
import { instrument, type Mutant, type Silent } from './instrument'
import type { Group } from './scope'
import type * as suspects from './suspects'
import { loadVite } from './vite'

export type Suspects = typeof suspects

export interface GroupedMutant extends Mutant {
  readonly group: string
  /** Which it is of those with the same text in the same function, from 0. */
  readonly nth: number
}

export interface Mutated {
  readonly bundle: string
  readonly mutants: readonly GroupedMutant[]
  readonly silent: Silent
}

const folder = resolve('.cache/conformance/mutation')

export async function buildSuspects(groups: readonly Group[]): Promise<Mutated> {
  const mutants: GroupedMutant[] = []
  const texts = new Map<string, string>()
  const silent = { words: 0, names: 0 }
  for (const group of groups) {
    for (const file of group.files) {
      const made = await instrument(file, readFileSync(file, 'utf8'), mutants.length, group.isSilent)
      mutants.push(...countAlike(made.mutants).map((mutant) => ({ ...mutant, group: group.name })))
      silent.words += made.silent.words
      silent.names += made.silent.names
      texts.set(resolve(file), made.text)
    }
  }
  mkdirSync(folder, { recursive: true })
  const { build } = await loadVite()
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { tsconfigPaths: true },
    plugins: [
      {
        name: 'mutants',
        enforce: 'pre',
        transform: { order: 'pre', handler: (_, id) => texts.get(id.split('?')[0] ?? id) },
      },
    ],
    build: {
      ssr: resolve('conformance/mutation/suspects.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'suspects.cjs', codeSplitting: false } },
    },
  })
  const bundle = join(folder, 'suspects.cjs')
  writeFileSync(join(folder, 'mutants.json'), JSON.stringify(mutants, undefined, 1))
  return { bundle, mutants, silent }
}

function countAlike<T extends Mutant>(mutants: readonly T[]): (T & Pick<GroupedMutant, 'nth'>)[] {
  const counts = new Map<string, number>()
  return mutants.map((mutant) => {
    const { inside, kind, before, after } = mutant
    const text = [inside, kind, before, after].join('\n')
    const nth = counts.get(text) ?? 0
    counts.set(text, nth + 1)
    return { ...mutant, nth }
  })
}

type Factory = (
  mutantOn: number,
  mutantSeen: (id: number) => boolean,
  required: NodeJS.Require,
  module: { exports: unknown },
  exported: unknown,
) => void

/** The number of none of them. */
export const noMutant = -2

export interface SuspectLoader {
  /** A new instance, with nothing remembered, in which one mutant is on. */
  start(mutant: number): Suspects
  /** One without any, which tells by which mutants it passes. */
  watch(passBy: (id: number) => void): Suspects
}

export function loadSuspects(bundle: string): SuspectLoader {
  const code = `(function (mutantOn, mutantSeen, require, module, exports) {${readFileSync(bundle, 'utf8')}\n})`
  const factory = new Script(code, { filename: bundle }).runInThisContext() as Factory
  const required = createRequire(bundle)
  const instance = (mutant: number, seen: (id: number) => boolean): Suspects => {
    const module = { exports: {} }
    factory(mutant, seen, required, module, module.exports)
    return module.exports as Suspects
  }
  return {
    start: (mutant) => instance(mutant, () => false),
    watch: (passBy) =>
      instance(-1, (id) => {
        passBy(id)
        return false
      }),
  }
}
