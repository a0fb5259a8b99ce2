/**
 * What the box holds once the files are restored: each section in place of its own, a whole configuration in place of
 * everything. Fails where pf would refuse the rules, as the box then keeps those that it had.
 */
import { failure, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { rulesetOf } from './evaluate/ruleset'
import type { PfModel } from './model'

export function install(before: PfModel | undefined, change: PfModel, _site: Site): Result<PfModel> {
  const after: PfModel = {
    aliases: change.aliases ?? before?.aliases,
    filter: change.filter ?? before?.filter,
    box: change.box ?? before?.box,
  }
  const { problems } = rulesetOf(after)
  return problems.some(({ severity }) => severity === 'error') ? failure(problems) : success(after, problems)
}
