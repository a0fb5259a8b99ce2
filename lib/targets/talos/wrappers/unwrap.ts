/** Reads the patches back out of what wraps them; knows nothing of how they were put there. */
import { writeYaml } from '@/lib/text/write-yaml'
import { readYaml, yamlValue } from '@/lib/text/yaml'
import type { FileSet, TextFile } from '../../target'

/**
 * The patch texts inside a talconfig.yaml, an Omni cluster template or ConfigPatch, or Cluster API manifests, in their
 * order; undefined when the file is none of these. A reference to a file is followed to `beside`, by the end of its path.
 */
export function unwrap(file: TextFile, beside: FileSet = []): string[] | undefined {
  const reading = readYaml(file.text)
  if (!reading.ok) return undefined
  const found = reading.documents.map((document) => patchesOf(yamlValue(document), beside))
  return found.some((patches) => patches !== undefined) ? found.flatMap((patches) => patches ?? []) : undefined
}

function patchesOf(document: unknown, beside: FileSet): string[] | undefined {
  switch (get(document, 'kind')) {
    case 'TalosControlPlane':
      return texts(get(document, 'spec', 'controlPlaneConfig', 'controlplane', 'strategicPatches'))
    case 'TalosConfigTemplate':
      return texts(get(document, 'spec', 'template', 'spec', 'strategicPatches'))
    case 'TalosConfig':
      return texts(get(document, 'spec', 'strategicPatches'))
    case 'Cluster':
    case 'ControlPlane':
    case 'Workers':
    case 'Machine':
      return list(get(document, 'patches'))?.flatMap((patch) => omniPatch(patch, beside))
  }
  if (get(document, 'metadata', 'type') === 'ConfigPatches.omni.sidero.dev')
    return texts([get(document, 'spec', 'data')])
  return talhelperPatches(document, beside)
}

function omniPatch(patch: unknown, beside: FileSet): string[] {
  const file = get(patch, 'file')
  if (typeof file === 'string') return follow(file, beside)
  const inline = get(patch, 'inline')
  if (typeof inline === 'string') return [inline]
  const documents = list(inline) ?? (inline === undefined ? [] : [inline])
  return documents.length === 0 ? [] : [documents.map((document) => writeYaml(document)).join('---\n')]
}

function talhelperPatches(document: unknown, beside: FileSet): string[] | undefined {
  const nodes = list(get(document, 'nodes')) ?? []
  const places = [document, get(document, 'controlPlane'), get(document, 'worker'), ...nodes]
  const lists = places.map((place) => list(get(place, 'patches'))).filter((patches) => patches !== undefined)
  if (lists.length === 0) return undefined
  return lists.flat().flatMap((patch) => {
    if (typeof patch !== 'string') return []
    return patch.startsWith('@') ? follow(patch.slice(1), beside) : [patch]
  })
}

function follow(path: string, beside: FileSet): string[] {
  const wanted = path.replace(/^(\.\/)+/, '')
  const file = beside.find((candidate) => candidate.path === wanted || candidate.path.endsWith(`/${wanted}`))
  return file === undefined ? [] : [file.text]
}

function texts(value: unknown): string[] | undefined {
  return list(value)?.filter((text) => typeof text === 'string')
}

function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined
}

function get(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, unknown>)[key]
  }
  return at
}
