/**
 * What the cluster holds once the files are there: each in place of its own, but for a part, which goes into the file of the
 * datacenter and takes the place of what its cluster had there before. Fails where a name leads nowhere: the one program of
 * the product leaves such a rule out, the other one loads nothing at all.
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { findMissing } from './evaluate/resolve'
import type { ClusterConfig, ProxmoxModel } from './model'

export function install(before: ProxmoxModel | undefined, change: ProxmoxModel, _site: Site): Result<ProxmoxModel> {
  const after: ProxmoxModel = {
    cluster: installCluster(before?.cluster, change.cluster),
    guests: new Map([...(before?.guests ?? []), ...change.guests]),
  }
  const problems: readonly Problem[] = findMissing(after)
  return problems.length > 0 ? failure(problems) : success(after)
}

function installCluster(
  before: ClusterConfig | undefined,
  change: ClusterConfig | undefined,
): ClusterConfig | undefined {
  if (before === undefined || change === undefined || !change.isPart) return change ?? before
  const marks = new Set([...change.sets.values(), ...change.groups.values()].map(({ comment }) => comment))
  const theirs = <Entry extends { readonly comment: string }>(entries: ReadonlyMap<string, Entry>) =>
    [...entries].filter(([, { comment }]) => comment === '' || !marks.has(comment))
  return {
    ...before,
    aliases: new Map([...before.aliases, ...change.aliases]),
    sets: new Map([...theirs(before.sets), ...change.sets]),
    groups: new Map([...theirs(before.groups), ...change.groups]),
  }
}
