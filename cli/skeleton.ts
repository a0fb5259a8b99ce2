/**
 * The folder of a new target. The files of `skeleton/` are code like any other, checked with the rest; here they get their
 * own names. They write nothing, read nothing and admit nothing, so every law is red until somebody has written them.
 */
import type { Place } from '@/lib/design/design'
import { failure, type Result, success } from '@/lib/design/problem'
import type { TextFile } from '@/lib/targets/target'
import admits from './skeleton/admits.ts?raw'
import capabilities from './skeleton/capabilities.ts?raw'
import check from './skeleton/check.ts?raw'
import decide from './skeleton/decide.ts?raw'
import install from './skeleton/install.ts?raw'
import memberPoints from './skeleton/member-points.ts?raw'
import model from './skeleton/model.ts?raw'
import options from './skeleton/options.ts?raw'
import readme from './skeleton/README.md?raw'
import read from './skeleton/read.ts?raw'
import render from './skeleton/render.ts?raw'
import routerPoints from './skeleton/router-points.ts?raw'
import target from './skeleton/target.ts?raw'

const always = {
  'README.md': readme,
  'admits.ts': admits,
  'capabilities.ts': capabilities,
  'check.ts': check,
  'decide.ts': decide,
  'install.ts': install,
  'model.ts': model,
  'options.ts': options,
  'read.ts': read,
  'render.ts': render,
  'target.ts': target,
}

/** Paths are inside the target's folder. */
export function skeletonOf(id: string, place: Place): readonly TextFile[] {
  const points = (place === 'router' ? routerPoints : memberPoints).replace("Place = 'nic'", `Place = '${place}'`)
  const texts: Readonly<Record<string, string>> = { ...always, 'points.ts': points }
  return Object.entries(texts).map(([path, text]) => ({ path, text: nameAfter(id, text) }))
}

function nameAfter(id: string, text: string): string {
  const name = variableOf(id)
  const typeName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return text
    .replaceAll("'@/lib/targets/target'", "'../target'")
    .replaceAll("'./member-points'", "'./points'")
    .replaceAll('new-target', id)
    .replaceAll('NewTarget', typeName)
    .replaceAll('newTarget', name)
}

function variableOf(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** The registry with one more line. */
export function register(registry: string, id: string): Result<string> {
  const name = variableOf(id)
  const list = /^export const targets: readonly Target\[\] = \[\n(?: {2}.*\n)*(?=\])/m
  const lastImport = /^import type \{ Target \} from '\.\/target'\n/m
  if (!list.test(registry) || !lastImport.test(registry)) {
    return failure([
      {
        severity: 'error',
        at: 'lib/targets/all.ts',
        message: 'does not look like the registry of targets any more.',
        suggestion: `Add ${name} there by hand: an import, and a line in the list.`,
      },
    ])
  }
  return success(
    registry
      .replace(lastImport, (line) => `import { ${name} } from './${id}/target'\n${line}`)
      .replace(list, (lines) => `${lines}  ${name} as Target,\n`),
  )
}
