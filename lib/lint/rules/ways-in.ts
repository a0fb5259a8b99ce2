/** Whether somebody still gets in when one network or one machine is lost: by the files, not by the drawing. */
import type { Design } from '../../design/design'
import { formatPath } from '../../design/path'
import { type Access, findWaysIn } from '../../verify/ways-in'
import type { LintRule } from '../context'
import type { Raised } from '../finding'

export const waysInRules: readonly LintRule[] = [
  ({ design, analysis, views, site }) => {
    const sampled = new Set(views.map(({ member }) => member.name))
    const unnamed = new Map(views.map(({ member, behind }) => [member.name, behind]))
    const found = findWaysIn(design, analysis, {
      members: site.members.filter(({ name }) => sampled.has(name)),
      enough: 2,
    })
    // Without any network that may use the Talos API, a finding of its own says so.
    if (found === undefined || found.every(({ ways }) => ways.length === 0 && !hasEntrance(design))) return []
    return [...lockedOut(found, design, unnamed), ...hinged(found, design, unnamed)]
  },
]

function hasEntrance({ admin, loadBalancers, talos }: Design): boolean {
  const isAdmin = admin.some(({ may }) => may.includes('talos'))
  return isAdmin || talos.management === 'omni' || loadBalancers.some((one) => one.for.includes('talos-api'))
}

function lockedOut(found: readonly Access[], design: Design, unnamed: Unnamed): Raised[] {
  const shut = found.filter(({ independent }) => independent === 0)
  const [first] = shut
  if (first === undefined) return []
  const message = `By these files nobody gets to the Talos API of ${namesOf(shut, unnamed)}, straight or through a control plane`
  const fix = { label: 'Let an admin network use it, and control planes pass it on' }
  return [{ code: 'lock-out', severity: 'error', message, at: placeOf(first.member, design), fix }]
}

/** One finding for each network or machine without which somebody is out of reach. */
function hinged(found: readonly Access[], design: Design, unnamed: Unnamed): Raised[] {
  const byHinge = new Map<string, Access[]>()
  for (const access of found) {
    if (access.independent !== 1) continue
    const hinge = access.hinge ?? 'Omni'
    byHinge.set(hinge, [...(byHinge.get(hinge) ?? []), access])
  }
  return [...byHinge].map(([hinge, cut]): Raised => {
    const message = `Without ${hinge} nobody gets to the Talos API of ${namesOf(cut, unnamed)}: there is one way in`
    const fix = { label: 'Add a second admin network, or another control plane' }
    return { code: 'one-way-in', severity: 'warning', message, at: placeOf(hinge, design), fix }
  })
}

const shownNames = 3

/** How many machines that were not asked about are like one that was. */
type Unnamed = ReadonlyMap<string, number>

function namesOf(found: readonly Access[], unnamed: Unnamed): string {
  const names = found.map(({ member }) => member)
  const shown = names.slice(0, shownNames).join(', ')
  const rest = names.reduce((sum, name) => sum + (unnamed.get(name) ?? 0), Math.max(0, names.length - shownNames))
  return rest > 0 ? `${shown} and ${rest} more like ${names.length === 1 ? 'it' : 'them'}` : shown
}

/** A machine, an admin entry or a load balancer, by its name. */
function placeOf(name: string, design: Design): string {
  for (const list of ['admin', 'loadBalancers', 'nodes', 'pools'] as const) {
    const index = design[list].findIndex((one) => one.name === name.replace(/ \d+$/, ''))
    if (index >= 0) return formatPath(design, [list, index])
  }
  return name === 'Omni' ? 'talos/management' : 'admin'
}
