/** AWS security groups as a Terraform module, read back as Terraform works it out and as EC2 decides by it. */
import { defineFilter } from '../target'
import { admits } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { install } from './install'
import { lift } from './lift'
import type { SecurityModel } from './model'
import { type AwsOptions, awsOptions } from './options'
import { awsAssumptions, nicPoints } from './points'
import { readers } from './read'
import { render } from './render'
import { allSwitches, applyBinding, bindingOf } from './switches'

export const terraformAws = defineFilter<AwsOptions, SecurityModel>({
  id: 'terraform-aws',
  meta: {
    title: 'AWS security groups (Terraform)',
    summary: 'A Terraform module that AWS enforces at the network card of every machine',
    versions: 'Terraform 1.5 and later, AWS provider 5 and 6',
    place: 'nic',
    sources: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
      'https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_security_group_ingress_rule.go',
    ],
  },
  capabilities,
  options: awsOptions,
  render,
  check: checkFiles,
  readers,
  points: nicPoints,
  variants: () => allSwitches.map(bindingOf),
  applyBinding,
  install,
  applying: (_paths, _members, _site, folder) => [
    `# the state must be the one of the last bundle: put the files of ${folder}/terraform-aws in its place`,
    'terraform plan -out step',
    'terraform apply step',
  ],
  admits,
  decide,
  lift,
  assumptions: awsAssumptions,
})
