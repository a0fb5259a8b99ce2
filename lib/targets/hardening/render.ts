/** Patches of a role, what goes before and after them, the manifests of the tools, and the pages to work by. */
import { roles } from '@/lib/design/choices'
import type { Role } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import { formatTalosVersion, isAtLeast } from '@/lib/design/talos-version'
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import type { Around, Binding, FileSet, Output, OutputFile } from '../target'
import { writePages } from './guide/pages'
import type { HardeningOptions } from './options'
import { outboundProblems } from './render/outbound-problems'
import { type Step, stepsOf, writePatch } from './render/patch-text'
import { readHeld, removalOf } from './render/previous'
import { patchPath, type RolePatches } from './render/role-patches'
import { writeFalco, writeKubeBench } from './render/tools'
import type { Frame, Setting } from './settings/setting'
import { frameOf, wantedSettings } from './settings/settings'

export function render(
  workOf: (binding: Binding) => Work,
  site: Site,
  options: HardeningOptions,
  around?: Around,
): Output {
  const { policy } = workOf({})
  const frame = frameOf(site, options)
  const settings = wantedSettings(frame, options, policy.posture)
  const problems: Problem[] = [...optionProblems(site, options), ...outboundProblems(options, policy.rules)]
  const present = roles.filter((role) => site.members.some((member) => member.role === role))
  const patches = present.map((role) => patchesOf(role, settings, frame, around?.previous ?? [], problems))
  const files = [
    ...patches.flatMap((patch) => patchFiles(patch, site)),
    file('hardening/falco.yaml', writeFalco(options.falcoImage), 'optional'),
    file('hardening/kube-bench.yaml', writeKubeBench(options.kubeBenchImage), 'optional'),
    ...writePages({ site, options, frame, settings, patches, rules: policy.rules }).map(({ path, text }) =>
      file(path, text, 'read'),
    ),
  ]
  return { files, gaps: [], problems }
}

function patchesOf(
  role: Role,
  settings: readonly Setting[],
  frame: Frame,
  previous: FileSet,
  problems: Problem[],
): RolePatches {
  const own = settings.filter(({ on }) => role === 'controlplane' || on === 'every machine')
  const held = readHeld(previous, role)
  const say = (message: string, suggestion: string): void => {
    problems.push({ severity: 'warning', at: patchPath(role, 'set'), message, suggestion })
  }
  const whole = 'Take it out of the machine configuration by hand: talosctl edit mc.'
  let remove: readonly Step[] = []
  if (held === 'unread') say('This file of the last bundle is no patch of ours, so what it left is not known.', whole)
  else if (held?.layout !== undefined && held.layout !== frame.layout) {
    say(
      'The last bundle was for the other layout of the machine configuration: no patch leads from it to this one.',
      whole,
    )
  } else if (held !== undefined) {
    const removal = removalOf(held, own, frame)
    for (const reason of removal.stuck) say(`${reason}, and the last bundle left some.`, whole)
    remove = removal.parts.length === 0 ? [] : [{ purpose: undefined, parts: removal.parts }]
  }
  return {
    role,
    set: stepsOf(own, 'set'),
    clear: stepsOf(own, 'clear'),
    remove,
    undo: stepsOf(own, 'unset'),
  }
}

function patchFiles(patch: RolePatches, site: Site): OutputFile[] {
  const { role } = patch
  const title = (what: string): string =>
    `Portcullis: ${site.name}, Talos ${formatTalosVersion(site.talosVersion)}: ${what}.`
  const where = 'Made from the design; change it there. How to send it: APPLY.md.'
  const headers = {
    set: [title(`hardens each ${role}`), where],
    clear: [
      title(`empties on each ${role} what a patch only adds to`),
      'Sent in one command with the patch that fills them again: APPLY.md.',
    ],
    remove: [
      title(`takes from each ${role} what the last bundle set and this one does not`),
      'Sent once, before the other patch: APPLY.md.',
    ],
    undo: [title(`takes the hardening off each ${role}`), 'Only when asked for: APPLY.md.'],
  } as const
  return (['remove', 'clear', 'set', 'undo'] as const).flatMap((kind) => {
    if (patch[kind].length === 0) return []
    const points = site.members.filter((member) => member.role === role).map(({ kind: of, name }) => `${of}/${name}`)
    const text = writePatch(headers[kind], patch[kind])
    return [{ ...file(patchPath(role, kind), text, kind === 'undo' ? 'optional' : 'apply'), points }]
  })
}

function file(path: string, text: string, use: OutputFile['use']): OutputFile {
  return { path, text, lineRules: [], use }
}

function optionProblems(site: Site, options: HardeningOptions): Problem[] {
  const warn = (key: string, message: string, suggestion: string): Problem => ({
    severity: 'warning',
    at: `targets/hardening/${key}`,
    message,
    suggestion,
  })
  const version = formatTalosVersion(site.talosVersion)
  const plain = Object.entries(options.mirrors).filter(([, url]) => url.startsWith('http:'))
  return [
    ...(options.layout === 'documents' && !isAtLeast(site.talosVersion, '1.14.0')
      ? [
          warn(
            'layout',
            `Talos ${version} has no documents for these settings, so they are written as v1alpha1.`,
            'Leave layout out.',
          ),
        ]
      : []),
    ...(options.airGapped && Object.keys(options.mirrors).length === 0
      ? [
          warn(
            'airGapped',
            'No mirror is named, so images still come from outside.',
            'Name a mirror for each registry, or one for "*".',
          ),
        ]
      : []),
    ...(options.airGapped && !isAtLeast(site.talosVersion, '1.9.0')
      ? [
          warn(
            'airGapped',
            `Talos ${version} asks the registry itself when a mirror fails.`,
            'Upgrade to 1.9, or close the way out.',
          ),
        ]
      : []),
    ...plain.map(([name]) =>
      warn(
        `mirrors/${name}`,
        `The mirror of ${name} speaks plain HTTP: whoever is on the way changes images.`,
        'Let it speak HTTPS.',
      ),
    ),
  ]
}
