/**
 * Where images come from. Endpoints are a list to which every patch adds, in both layouts.
 * @see https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/images-container-runtime/pull-through-cache
 */
import { isAtLeast } from '@/lib/design/talos-version'
import { branch, deletion, type Frame, type Part, type Setting, type Tree } from './setting'

export const mirrorKind = 'RegistryMirrorConfig'

export function mirrorSetting(
  { layout, version }: Frame,
  mirrors: Readonly<Record<string, string>>,
  airGapped: boolean,
  canDelete: boolean,
): Setting {
  const names = Object.keys(mirrors).sort()
  const fallback: Tree = airGapped && isAtLeast(version, '1.9.0') ? { skipFallback: true } : {}
  const set: readonly Part[] =
    layout === 'documents'
      ? names.map((name) => ({
          kind: mirrorKind,
          name,
          tree: { endpoints: [{ url: mirrors[name] ?? '' }], ...fallback },
        }))
      : [
          {
            tree: branch(
              ['machine', 'registries', 'mirrors'],
              Object.fromEntries(names.map((name) => [name, { endpoints: [mirrors[name] ?? ''], ...fallback }])),
            ),
          },
        ]
  const none: readonly Part[] =
    layout === 'documents'
      ? names.map((name) => ({ kind: mirrorKind, name, tree: deletion }))
      : [{ tree: branch(['machine', 'registries', 'mirrors'], deletion) }]
  return {
    id: 'mirrors',
    purpose: `Images come from mirrors${airGapped ? ', and from nowhere else' : ' first'}.`,
    on: 'every machine',
    set,
    clear: canDelete ? none : [],
    unset: canDelete ? none : [],
    ...(canDelete ? {} : { stuck: 'Talos before 1.8 cannot take a mirror away by patch' }),
  }
}
