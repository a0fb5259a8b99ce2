import type { Selection } from '@/components/state/selection'
import type { Design } from '@/lib/design/design'

/** What a zone of the grid is in the design, so that every view can show it. */
export function zoneSelection(id: string, design: Design): Selection {
  if (id === 'internet') return { kind: 'internet' }
  const colon = id.indexOf(':')
  const kind = id.slice(0, colon)
  const name = id.slice(colon + 1)
  switch (kind) {
    case 'node':
    case 'pool':
    case 'subnet':
    case 'announced':
      return { kind, name }
    case 'admin': {
      const index = design.admin.findIndex((entry) => entry.name === name)
      return index < 0 ? { kind: 'zone', id } : { kind: 'admin', index }
    }
    default:
      return { kind: 'zone', id }
  }
}
