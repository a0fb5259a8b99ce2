/** `npm run conformance`: asks the products themselves. See `conformance/README.md`. */
import { judgeKernel } from './kernel/judge'
import { judgeTalosRules } from './kernel/judge-talos'
import { judgeKubernetes } from './kubernetes/judge'
import { judgeOpnsense } from './opnsense/judge'
import { judgePfsense } from './pfsense/judge'
import { printReports } from './print'
import { judgeProxmox } from './proxmox/judge'
import { judgeSufficiency } from './sufficiency/judge'
import { judgeSwitch } from './switch/judge'
import { judgeHardening } from './talos/hardening'
import { judgeTalos } from './talos/judge'
import { judgeHcloud } from './terraform/hcloud/judge'
import { judgeTerraform } from './terraform/judge'
import type { Report } from './verdict'

const scale = Number(process.env.PORTCULLIS_SAMPLES ?? '1')
if (!(scale > 0)) throw new Error('PORTCULLIS_SAMPLES is a factor greater than zero')

// `npm run conformance -- terraform` asks those whose name begins so.
const [only = ''] = process.argv.slice(2)
const judges = {
  kernel: judgeKernel,
  'kernel-talos': judgeTalosRules,
  talos: judgeTalos,
  hardening: judgeHardening,
  kubernetes: judgeKubernetes,
  sufficiency: judgeSufficiency,
  terraform: judgeTerraform,
  'terraform-hcloud': judgeHcloud,
  pfsense: judgePfsense,
  opnsense: judgeOpnsense,
  switch: judgeSwitch,
  proxmox: judgeProxmox,
}
const asked = Object.entries(judges).filter(([name]) => name.startsWith(only))
if (asked.length === 0) throw new Error(`there is no judge called ${only}: ${Object.keys(judges).join(', ')}`)
const reports: Report[] = []
for (const [, judge] of asked) reports.push(...(await judge(scale)))
process.exitCode = printReports(reports)
