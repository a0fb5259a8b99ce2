/**
 * The same of the forms in which boxes and tools hold their rules: each is planted with words that nobody knows. Parts that
 * hold no rule, and that the reader says it passes over, are listed.
 */
import { expect, test } from 'vitest'
import type { Design } from '../design/design'
import type { FileSet } from '../targets/target'
import { boxKinds } from '../testing/box-files'
import { configDump, machineConfigs } from '../testing/machine-configs'
import { plantStrangers } from '../testing/plant-strangers'
import { renderDesign, smallDesign } from '../testing/talos-files'
import { patchesOf } from '../testing/unlike-machines'
import { compareGivenFiles, openGivenFiles } from './against'
import { analyseDesign } from './analyse'

const two = smallDesign({
  talos: { version: '1.13' },
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'net', addresses: ['10.0.0.1'] },
    { name: 'w-1', role: 'worker', subnet: 'net', addresses: ['10.0.0.11'] },
  ],
})
const machines = machineConfigs(two, patchesOf(two), 'single')

function wrapped(management: 'talhelper' | 'omni' | 'capi', kept: RegExp): FileSet {
  const { output } = renderDesign({ ...two, talos: { ...two.talos, management } })
  const files = output.files.filter(({ path }) => kept.test(path) && !/disable|remove/.test(path))
  return files.map(({ path, text }) => ({ path, text }))
}

function kind(name: RegExp): FileSet {
  return boxKinds.find((one) => name.test(one.name))?.files ?? []
}

/** Before and after: of files that are not equal to begin with, that they come to be unread. */
function verdictOf(design: Design, id: string, files: FileSet): string {
  const opened = openGivenFiles(design, id, files)
  const compared = compareGivenFiles(design, analyseDesign({ design, edits: {} }), opened)
  return compared.ok ? (compared.value.analysis.targets[0]?.proof.verdict ?? 'none') : 'unread'
}

/**
 * What is in `machine` and `cluster` is no rule: these stand in documents of their own, and a key that Talos does not know
 * there makes it refuse the file.
 * @see https://docs.siderolabs.com/talos/v1.13/networking/ingress-firewall
 */
const machineSettings =
  /^(?:- )?stranger(?:: 0)?\|\s{4,}(?! *(?:apiVersion|kind|name: (?!flannel)|ports|portSelector|protocol|ingress|subnet|except)\b)/

test.each<{
  name: string
  target?: string
  files: FileSet
  /** What it is to begin with. */
  before?: string
  harmless: readonly RegExp[]
}>([
  { name: 'machine configurations', files: machines, harmless: [machineSettings] },
  {
    name: 'talosctl get mc -o yaml',
    files: configDump(machines),
    // What Talos says of the resource around the configuration.
    harmless: [
      machineSettings,
      /\|(?:node|metadata|spec): /,
      /^stranger: 0\|(?:node|metadata|spec| {4}(?:namespace|type|id|version|phase))/,
    ],
  },
  {
    name: 'talhelper',
    files: wrapped('talhelper', /talconfig\.yaml$|\.patch\.yaml$/),
    // A patch with a key that Talos does not know is refused by Talos.
    harmless: [/^- stranger: 0\|\s+- "…"$/],
  },
  { name: 'Omni', files: wrapped('omni', /omni-cluster-template\.yaml$/), harmless: [] },
  {
    name: 'Cluster API',
    files: wrapped('capi', /cluster-api\.yaml$/),
    // The manifest around the patches is Kubernetes', and a patch with a key that Talos does not know is refused by Talos.
    harmless: [
      /^stranger: 0\|\s*(?:apiVersion|kind|metadata|name|spec|template|controlPlaneConfig)\b/,
      /^- stranger: 0\|/,
    ],
  },
  {
    name: 'a state',
    target: 'terraform-aws',
    before: 'different',
    files: kind(/^a state/),
    // https://developer.hashicorp.com/terraform/internals/json-format: outputs and variables, and what is marked sensitive.
    harmless: [/^\/$/, /^\/(?:variables|values\/outputs)\//, /^\/values\/$/, /\/sensitive_values\/$/],
  },
  {
    name: 'a plan',
    target: 'terraform-aws',
    before: 'different',
    files: kind(/^a plan/),
    // The same of a plan.
    harmless: [/^\/$/, /^\/(?:variables|planned_values\/outputs)\//, /^\/planned_values\/$/, /\/sensitive_values\/$/],
  },
  {
    name: 'talosctl get nftableschain -o yaml',
    // What a machine of another cluster holds.
    before: 'wider',
    files: kind(/nftableschain/).map(({ path, text }) => ({ path, text: text.split('---\n')[0] ?? '' })),
    // What Talos says of the resource around the chain.
    harmless: [
      /\|metadata:|^stranger: 0\|metadata/,
      /^stranger: 0\| {4}(?:namespace|type: NfTablesChains|id|version|owner|phase)/,
    ],
  },
  {
    name: 'aws ec2 describe-security-groups',
    target: 'terraform-aws',
    before: 'different',
    files: kind(/describe-security-groups$/),
    harmless: [/\/Tags/],
  },
  {
    name: 'aws ec2 describe-security-group-rules',
    target: 'terraform-aws',
    before: 'different',
    files: kind(/describe-security-group-rules$/),
    harmless: [/\/Tags/],
  },
])('$name', { timeout: 600_000 }, ({ target = 'talos', before = 'equal', files, harmless }) => {
  const design = { ...two, targets: { [target]: {} } }
  expect(verdictOf(design, target, files)).toBe(before)
  const file = files.find(({ path }) => /talconfig/.test(path)) ?? files[0]
  if (file === undefined) throw new Error('there is no such file')
  const planted = plantStrangers(file)
  expect(planted.length).toBeGreaterThan(3)
  for (const { place, text } of planted) {
    if (harmless.some((known) => known.test(place.replaceAll('\n', '|')))) continue
    const changed = files.map((one) => (one === file ? { path: file.path, text } : one))
    const verdict = verdictOf(design, target, changed)
    expect([place, before === 'equal' ? verdict !== 'equal' : verdict === 'unread']).toEqual([place, true])
  }
})
