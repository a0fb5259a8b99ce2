/** The page for whoever applies the module. */
import { formatPrefix } from '@/lib/net/prefix'
import type { Site } from '@/lib/site/site'
import type { OutputFile } from '../../target'
import { ownGroup, roleGroups } from '../groups'
import type { AwsOptions } from '../options'
import { membersBehind } from '../points'
import type { GroupFacts } from '../render/module'

const shownMachines = 12

export function writeReadme(site: Site, options: AwsOptions, groups: readonly GroupFacts[]): OutputFile {
  const lines = [
    `# Security groups of ${site.name}`,
    '',
    'A Terraform module: security groups for the machines, one resource for each rule and principal. It holds no provider block and reads',
    'nothing from AWS, so it works as a module of yours or by itself.',
    '',
    '## Who carries what',
    '',
    '| group | output | machines |',
    '|---|---|---|',
    ...groups.map(
      ({ group }) => `| \`${group}\` | \`${group}_security_group_id\` | ${machinesOf(group, site, options)} |`,
    ),
    '',
    'A machine with a group of its own carries it **beside** the group of its role. Attach no other group: the proof says what these admit, and a',
    'security group can only add.',
    '',
    '## Use',
    '',
    '```hcl',
    'module "talos_firewall" {',
    '  source = "./terraform-aws"',
    '',
    '  vpc_id = aws_vpc.main.id',
    '}',
    '```',
    '',
    '| variable | means |',
    '|---|---|',
    '| `vpc_id` | the VPC; the only one without a default |',
    '| `allowed_admin_cidrs` | networks whose admins reach the Kubernetes API and the Talos API; `[]` closes both to the outside |',
    `| \`vpc_cidr\` | the network of the cluster${networkOf(site)} |`,
    '| `cni_type` | `calico`, `cilium`, `flannel` or `none`; another one than the design has comes with its default transport |',
    '| `enable_nodeport` | opens the NodePorts |',
    '| `environment` | begins the names of the groups; changing it replaces the groups |',
    '| `tags` | on every group |',
    '',
    'Each value of `cni_type` and of `enable_nodeport` was proved; other variables are proved with the values that stand in the files.',
    '',
    '## How to apply',
    '',
    '1. `terraform init` and `terraform plan -var vpc_id=…`; read what is destroyed.',
    '2. `terraform apply`. Rules are added and removed one by one; connections that are tracked are not cut.',
    '3. Open a **new** connection with `kubectl` and with `talosctl`: the ones you have may survive a mistake.',
    '',
    'Render the next bundle with `--previous` and this one: `moved.tf` then keeps rules that only change their name. Without it, apply once more',
    'if EC2 refuses `InvalidPermission.Duplicate`.',
    '',
    'If the machines carry other groups today, attach these first, look, and only then detach the others.',
    '',
    '## How to undo',
    '',
    'Apply the last bundle: Terraform removes what it made and what that bundle does not hold. Nobody is locked out of AWS itself, so a rule can',
    'always be added in the console or with `aws ec2 authorize-security-group-ingress`. Terraform neither shows nor removes such a rule: take it',
    'away by hand. To find what is there beyond these files, save `aws ec2 describe-security-groups` of the VPC as `account.json` and run',
    '`npx portcullis verify design.yaml -t terraform-aws --against account.json`.',
    '',
    '## What a security group does not see',
    '',
    '- Which address of the machine a packet is for: what one address may receive, all of them may.',
    '- Packets through public addresses or a load balancer as coming from a group: those stand as prefixes.',
    '- The DNS resolver, DHCP, instance metadata and time service of AWS, which it never filters.',
  ]
  return { path: 'terraform-aws/README.md', text: `${lines.join('\n')}\n`, lineRules: [], use: 'read' }
}

function machinesOf(group: string, site: Site, options: AwsOptions): string {
  const members = membersBehind(site, options).filter(
    (member) => roleGroups[member.role] === group || ownGroup(member) === group,
  )
  if (members.length === 0) return 'none yet'
  const named = members.slice(0, shownMachines).map((member) => `${member.kind} \`${member.name}\``)
  const rest = members.length - named.length
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ')
}

function networkOf({ clusterPrefixes }: Site): string {
  const [first] = clusterPrefixes
  return first === undefined ? '' : `, as the design draws it (\`${clusterPrefixes.map(formatPrefix).join('`, `')}\`)`
}
