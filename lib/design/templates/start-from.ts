import { type Design, designSchema } from '../design'
import { setAdminCidrs } from '../edits/admin'
import { addNode } from '../edits/machines'

/** Three control planes in a network of one's own, reached by the admins from theirs. */
export function startFrom(network: string, admin: string): Design {
  const empty = designSchema.parse({
    version: 1,
    name: 'new-cluster',
    subnets: [{ name: 'control', cidrs: [network] }],
    nodes: [],
  })
  const withAdmin = admin === '' ? empty : setAdminCidrs(empty, [admin])
  const [subnet] = withAdmin.subnets
  if (subnet === undefined) return withAdmin
  return [1, 2, 3].reduce((design) => addNode(design, subnet, 'controlplane').design, withAdmin)
}
