import { join } from 'node:path'
import { places } from '@/lib/design/choices'
import type { Place } from '@/lib/design/design'
import { nearestWord } from '@/lib/text/nearest'
import { usageProblem } from '../args'
import type { Command } from '../command'
import type { Io } from '../io'
import { refuseInput } from '../output/problems'
import { register, skeletonOf } from '../skeleton'
import { reasonOf } from '../text-file'

const registryPath = 'lib/targets/all.ts'

export const newTargetCommand: Command = {
  name: 'new-target',
  summary: 'the folder of a new target, in a checkout',
  operands: 'ID',
  description: [
    'Writes lib/targets/ID and a line in lib/targets/all.ts. The new target writes nothing and admits nothing,',
    'so its tests are red, and say what is missing. How to go on: lib/targets/README.md.',
  ],
  options: {
    place: { value: 'PLACE', help: `where it filters: ${places.join(', ')} [nic]` },
  },
  examples: [
    [
      'portcullis new-target mikrotik --place router',
      'then npx vitest run lib/targets/laws -t mikrotik lists what is missing',
    ],
  ],
  run: async (call, io) => {
    const [id, ...more] = call.operands
    if (id === undefined || more.length > 0) {
      return refuseInput(io, [usageProblem('new-target takes one name.', 'Write portcullis new-target mikrotik.')])
    }
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
      return refuseInput(io, [
        usageProblem(`"${id}" cannot name a folder and a word.`, 'Use small letters, digits and single hyphens.'),
      ])
    }
    const word = call.text('place') ?? 'nic'
    const place = places.find((candidate) => candidate === word)
    if (place === undefined) {
      const meant = nearestWord(word, places)
      const cure = meant === undefined ? `There are ${places.join(', ')}.` : `Did you mean ${meant}?`
      return refuseInput(io, [usageProblem(`No place is called "${word}".`, cure)])
    }
    return writeTarget(id, place, io)
  },
}

/** The folder first and the registry last: what fails on the way takes the folder away again. */
function writeTarget(id: string, place: Place, io: Io) {
  const { files, folder: root } = io
  const registry = join(root, registryPath)
  if (files.kind(registry) !== 'file') {
    return refuseInput(io, [
      {
        severity: 'error',
        at: root,
        message: `has no ${registryPath}.`,
        suggestion: "Run it in the top folder of a checkout of Portcullis' source.",
      },
    ])
  }
  const folder = join(root, 'lib/targets', id)
  if (files.kind(folder) !== undefined) {
    return refuseInput(io, [
      { severity: 'error', at: `lib/targets/${id}`, message: 'is there already.', suggestion: 'Choose another name.' },
    ])
  }
  const registered = register(new TextDecoder().decode(files.read(registry)), id)
  if (!registered.ok) return refuseInput(io, registered.problems)
  const encoder = new TextEncoder()
  try {
    files.makeFolder(folder)
    for (const { path, text } of skeletonOf(id, place)) files.write(join(folder, path), encoder.encode(text))
    files.write(registry, encoder.encode(registered.value))
  } catch (error) {
    files.remove(folder)
    return refuseInput(io, [
      {
        severity: 'error',
        at: `lib/targets/${id}`,
        message: `Nothing was written: ${reasonOf(error)}.`,
        suggestion: 'Check the folder and its permissions.',
      },
    ])
  }
  io.out(`lib/targets/${id}\n`)
  io.err(`Registered in ${registryPath}. What is missing: npx vitest run lib/targets/laws -t ${id}\n`)
  return 0
}
