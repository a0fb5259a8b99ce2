/** The way from a path of the design to where a person sets it. */
import { currentSnapshot } from './design-store'
import { focusField, focusNetworks } from './focus'
import { askQuestion } from './question'
import { clearSelection, select } from './selection'
import { showPane } from './view'

/** What the networks themselves show. */
const drawn = ['nodes', 'pools', 'subnets']
/** Set beside the networks, not in the details. */
const besideNetworks = ['admin', 'cni/plugin', 'cni/transport', 'posture']

export function goToPath(path: string): void {
  const question = askedAt(path)
  if (question !== undefined) {
    askQuestion(question, true)
    return
  }
  const isInDesign = drawn.includes(path) || besideNetworks.includes(path)
  if (isInDesign) {
    showPane('design')
    clearSelection()
  } else select({ kind: 'problem', at: path })
  if (drawn.includes(path)) focusNetworks()
  else focusField(path)
}

/** The question of the design that stands at this path of it: it has no field but the bar that asks it. */
function askedAt(path: string): string | undefined {
  const index = /^expectations\/(\d+)/.exec(path)?.[1]
  return index === undefined ? undefined : currentSnapshot().design.expectations[Number(index)]?.ask
}
