/** From the rules at every machine, in every variant, to the files of one Terraform module. */
import type { Problem } from '@/lib/design/problem'
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import { nearestWord } from '@/lib/text/nearest'
import type { Around, Binding, FileSet, Output, OutputFile } from '../target'
import { explainRule } from '../terraform/render/explain'
import { blank, type Marked, moduleFile, terraformBlock } from '../terraform/render/module'
import { membersByGroup, ownGroup, roleGroups } from './groups'
import { writeReadme } from './guide/readme'
import type { AwsOptions } from './options'
import { membersBehind, namesBehind, nicPoints } from './points'
import { findGaps } from './render/gaps'
import { type GroupFacts, groupBlocks, outputBlocks, variableBlocks } from './render/module'
import { findMoves, type Move } from './render/moves'
import { type PeerContext, sharedAdmins, vpcPrefix } from './render/peers'
import { quotaProblems } from './render/quotas'
import { makeResources, type RuleResource } from './render/resources'
import { ruleBlock } from './render/rules'
import { collectSlots } from './render/slots'
import { allSwitches, bindingOf, ownIndex } from './switches'

const folder = 'terraform-aws'
const provider = { name: 'aws', source: 'hashicorp/aws', version: '>= 5.0, < 7.0' }

export function render(workOf: (binding: Binding) => Work, site: Site, options: AwsOptions, around?: Around): Output {
  const works = allSwitches.map((switches) => workOf(bindingOf(switches)))
  const members = membersBehind(site, options)
  const groups = membersByGroup(site, namesBehind(site, options))
  const outside = site.members.filter((member) => !members.includes(member))
  const contextOf = (work: Work): PeerContext => ({
    policy: work.policy,
    groups,
    outside,
    admins: sharedAdmins(work.policy),
  })
  const own = ownIndex(site)
  const { policy } = works[own] ?? workOf({})
  const admins = sharedAdmins(policy)
  const vpc = vpcPrefix(site)
  const resources = makeResources(collectSlots(works, own, contextOf), vpc)
  const facts = groupFacts(site, resources)
  const rulesOf = (kind: string): string[] => [
    ...new Set(resources.filter(({ end }) => end.kind === kind).flatMap(({ rules }) => rules)),
  ]
  const values = { admins, adminRules: rulesOf('admins'), vpc, networkRules: rulesOf('network') }
  const [inside, external] = [resources.filter(({ isAdmin }) => !isAdmin), resources.filter(({ isAdmin }) => isAdmin)]
  const title = `Portcullis: security groups of ${site.name}${policy.posture === undefined ? '' : `, posture ${policy.posture}`}.`
  const file = (name: string, about: string, items: readonly Marked[]): OutputFile =>
    moduleFile(`${folder}/${name}`, [title, about], items)
  const points = nicPoints(site, options).map(({ id }) => id)
  const names = (some: readonly RuleResource[]): string[] =>
    some.map((each) => `aws_vpc_security_group_${each.direction}_rule.${each.name}`)
  const files = [
    file('terraform.tf', 'What the module needs.', terraformBlock(provider)),
    file(
      'variables.tf',
      'What the module takes; the defaults are those of the design.',
      variableBlocks(site, options, values),
    ),
    {
      ...file('security_groups.tf', 'One group a role, and one for each node or pool that a listener names.', [
        ...groupBlocks(facts),
        ...(inside.length === 0 ? [] : [{ kind: 'blank' } as const]),
        ...ruleItems(inside),
      ]),
      points,
      owns: [...facts.map(({ group }) => `aws_security_group.${group}`), ...names(inside)],
    },
    {
      ...file('external_access.tf', 'Who comes from outside the cluster to manage it.', ruleItems(external)),
      points,
      owns: names(external),
    },
    file('outputs.tf', 'What the machines are to carry.', outputBlocks(facts)),
  ]
  const { moves, problems } = movesSince(around?.previous, files)
  const moved = file('moved.tf', 'Rules that have another name since the last bundle, and stay.', movedBlocks(moves))
  return {
    files: [...files, ...(moves.length === 0 ? [] : [moved]), writeReadme(site, options, facts)],
    gaps: findGaps(works),
    problems: [
      ...problems,
      ...unknownSubnets(site, options),
      ...quotaProblems(resources, {
        quota: options.rulesPerGroup,
        admins: {
          4: admins.filter(({ family }) => family === 4).length,
          6: admins.filter(({ family }) => family === 6).length,
        },
        own,
      }),
    ],
  }
}

function movesSince(previous: FileSet | undefined, files: FileSet): ReturnType<typeof findMoves> {
  return previous === undefined ? { moves: [], problems: [] } : findMoves(previous, files)
}

function movedBlocks(moves: readonly Move[]): readonly Marked[] {
  return moves.flatMap(({ from, to }, index): readonly Marked[] => [
    ...(index === 0 ? [] : [blank]),
    {
      kind: 'block',
      header: 'moved',
      body: [
        { kind: 'set', name: 'from', value: from },
        { kind: 'set', name: 'to', value: to },
      ],
    },
  ])
}

/** By group and direction; above the first resource of each rule what the rule is for. */
function ruleItems(resources: readonly RuleResource[]): readonly Marked[] {
  const order = [...new Set([...Object.values(roleGroups), ...resources.map(({ group }) => group).sort()])]
  const sorted = [...resources].sort(
    (a, b) =>
      order.indexOf(a.group) - order.indexOf(b.group) ||
      Number(a.direction === 'egress') - Number(b.direction === 'egress'),
  )
  const said = new Set<string>()
  return sorted.flatMap((resource, index): readonly Marked[] => {
    const { owner, group } = resource
    const key = `${group} ${owner.id}`
    const isNew = !said.has(key)
    said.add(key)
    return [
      ...(index === 0 ? [] : [{ kind: 'blank' } as const]),
      ...(isNew ? [{ kind: 'comment', text: explainRule(owner), mark: resource.rules } as const] : []),
      ruleBlock(resource),
    ]
  })
}

function groupFacts(site: Site, resources: readonly RuleResource[]): readonly GroupFacts[] {
  const used = new Set(resources.flatMap(({ group, end }) => (end.kind === 'group' ? [group, end.group] : [group])))
  const own = site.members
    .filter((member) => used.has(ownGroup(member)))
    .map((member) => ({
      group: ownGroup(member),
      label: `${member.kind}-${member.name}`,
      description: `Talos ${member.kind} ${member.name}`,
    }))
  return [
    { group: roleGroups.controlplane, label: 'control-plane', description: 'Talos control planes' },
    { group: roleGroups.worker, label: 'worker', description: 'Talos workers' },
    ...own.sort((a, b) => (a.group < b.group ? -1 : 1)),
  ]
}

function unknownSubnets(site: Site, { subnets = [] }: AwsOptions): readonly Problem[] {
  const names = site.subnets.map((subnet) => subnet.name)
  return subnets.flatMap((name, index) => {
    if (names.includes(name)) return []
    const meant = nearestWord(name, names)
    return [
      {
        severity: 'error',
        at: `targets/${folder}/subnets/${index}`,
        message: `No subnet is called "${name}".`,
        ...(meant === undefined ? {} : { suggestion: `Did you mean "${meant}"?` }),
      },
    ]
  })
}
