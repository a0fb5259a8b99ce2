/** `MANIFEST.json`: what a bundle holds, with checksums, and what it puts on each box. It tells no time. */
import * as z from 'zod'
import { failure, type Result, success } from '../design/problem'
import type { OutputFile } from '../targets/target'
import type { TargetAnalysis } from '../verify/analysis'
import type { BundleFile } from './bundle-file'
import { sha256 } from './sha256'

export const manifestPath = 'MANIFEST.json'

const manifestSchema = z.object({
  format: z.literal('portcullis-bundle'),
  version: z.literal(1),
  name: z.string(),
  targets: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(['equal', 'wider', 'narrower', 'different', 'unread', 'none']),
      enforced: z.int(),
      rules: z.int(),
      /** Names of what the files put on boxes that are alike, by which a later bundle finds it again. */
      boxes: z.array(z.object({ points: z.array(z.string()), owns: z.array(z.string()) })),
    }),
  ),
  /** Every file but the manifest itself. */
  files: z.array(
    z.object({
      path: z.string(),
      sha256: z.string(),
      bytes: z.int(),
      target: z.string().nullable(),
      use: z.enum(['apply', 'optional', 'read']),
    }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>

export function makeManifest(name: string, targets: readonly TargetAnalysis[], files: readonly BundleFile[]): Manifest {
  return {
    format: 'portcullis-bundle',
    version: 1,
    name,
    targets: targets.map(({ id, proof, files: outputs }) => ({
      id,
      verdict: proof.verdict,
      enforced: proof.enforced,
      rules: proof.rules,
      boxes: boxesOf(outputs),
    })),
    files: files.map(({ path, text, target, use }) => ({
      path,
      sha256: sha256(text),
      bytes: new TextEncoder().encode(text).length,
      target: target ?? null,
      use,
    })),
  }
}

function boxesOf(outputs: readonly OutputFile[]): Manifest['targets'][number]['boxes'] {
  const owned = new Map<string, Set<string>>()
  for (const { points = [], owns = [], use } of outputs) {
    if (use !== 'apply') continue
    for (const point of points) {
      const names = owned.get(point) ?? new Set()
      for (const name of owns) names.add(name)
      owned.set(point, names)
    }
  }
  const alike = new Map<string, string[]>()
  for (const [point, names] of [...owned].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = JSON.stringify([...names].sort())
    const points = alike.get(key)
    if (points === undefined) alike.set(key, [point])
    else points.push(point)
  }
  return [...alike].map(([key, points]) => ({ points, owns: JSON.parse(key) as string[] }))
}

export function writeManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

export function readManifest(text: string): Result<Manifest> {
  const refuse = (message: string): Result<Manifest> =>
    failure([
      { severity: 'error', at: manifestPath, message, suggestion: 'Take the folder as `portcullis render` wrote it.' },
    ])
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('is not JSON')
  }
  const parsed = manifestSchema.safeParse(value)
  return parsed.success ? success(parsed.data) : refuse('is not the manifest of a bundle this version knows')
}
