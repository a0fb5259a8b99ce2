import { rememberOf } from '../text/remember'
import type { Member, Site } from './site'

const byName = rememberOf(
  (members: Site['members']): ReadonlyMap<string, Member> => new Map(members.map((member) => [member.name, member])),
)

/** The machine or pool of the name; undefined where the site has none. */
export function memberNamed({ members }: Pick<Site, 'members'>, name: string | undefined): Member | undefined {
  return name === undefined ? undefined : byName(members).get(name)
}
