/** What AWS lets out whatever the groups say. */
import { type NeverFiltered, neverFilter } from '../../terraform/evaluate/never-filtered'

const source = 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html'

export const neverFiltered: readonly NeverFiltered[] = [
  neverFilter({
    ...{ id: 'aws-dns', title: 'The DNS resolver of AWS', source },
    ...{ addresses: ['169.254.169.253/32', 'fd00:ec2::253/128'], protocols: ['tcp', 'udp'], port: 53 },
  }),
  neverFilter({
    ...{ id: 'aws-metadata', title: 'The instance metadata of AWS', source },
    ...{ addresses: ['169.254.169.254/32', 'fd00:ec2::254/128'], protocols: ['tcp'], port: 80 },
  }),
  neverFilter({
    ...{ id: 'aws-time', title: 'The time service of AWS', source },
    ...{ addresses: ['169.254.169.123/32', 'fd00:ec2::123/128'], protocols: ['udp'], port: 123 },
  }),
]
