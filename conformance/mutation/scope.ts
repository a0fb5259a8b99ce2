/** Which sources are mutated, and which judges are asked about them. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Silence } from './instrument'
import {
  isCatalogueText,
  isGuestWording,
  isPatchWording,
  isRuleText,
  isTerraformWording,
  isWording,
  muteOf,
} from './silent'
import type { WrittenTarget } from './written'

/**
 * Asked about each fault as it comes, as what is written by it is new: software, Talos' patcher, and the like; and what is
 * stated by hand of what nobody of them looks at.
 */
const liveJudgings = ['sufficiency', 'patcher', 'Kubernetes', 'Linux', 'by hand'] as const
const parsers = ['cisco-acl', 'Trigger', 'Aerleon', 'PHP', 'OXL'] as const
export const judgings = ['Talos', 'kernel', 'Terraform', 'pve-firewall', ...parsers, ...liveJudgings] as const
export type Judging = (typeof judgings)[number]
export type LiveJudging = (typeof liveJudgings)[number]

export function isLive(judge: Judging): judge is LiveJudging {
  return liveJudgings.some((live) => live === judge)
}

export interface Group {
  readonly name: string
  readonly files: readonly string[]
  readonly judges: readonly Judging[]
  readonly isSilent: Silence
  /** Where the files that a target writes are asked about, and not how ours are read. */
  readonly written?: WrittenTarget
}

/** What the shares are about: groups that begin so, the targets they belong to, and the least share that judges must find. */
export const subjects = [
  { name: 'Talos', begins: 'talos', targets: ['talos'], wanted: 0.9 },
  { name: 'nftables', begins: 'nft', targets: ['nftables'], wanted: 0.95 },
  { name: 'reading of Terraform', begins: 'terraform', targets: ['terraform-aws', 'terraform-hetzner'], wanted: 0.95 },
  { name: 'Proxmox VE', begins: 'proxmox', targets: ['proxmox'], wanted: 0.95 },
  { name: 'hardening', begins: 'hardening', targets: ['hardening'], wanted: 0.9 },
  { name: 'kubernetes', begins: 'kubernetes', targets: ['kubernetes'], wanted: 0.9 },
  { name: 'switch-acl', begins: 'switch', targets: ['switch-acl'], wanted: 0.9 },
  { name: 'opnsense', begins: 'opnsense', targets: ['opnsense'], wanted: 0.9 },
  { name: 'pfsense, its XML alone', begins: 'pfsense', targets: ['pfsense'], wanted: 0.9 },
  { name: 'catalogue', begins: 'catalogue', targets: [], wanted: 0.9 },
  { name: 'policy', begins: 'policy', targets: [], wanted: 0.9 },
] as const

const talos = 'lib/targets/talos'
const nftables = 'lib/targets/nftables'
const proxmox = 'lib/targets/proxmox'
const kubernetes = 'lib/targets/kubernetes'
const hardening = 'lib/targets/hardening'
const hcl = 'lib/text/hcl'
const terraform = 'lib/targets/terraform'
const opnsense = 'lib/targets/opnsense'
const switchLists = 'lib/targets/switch-acl'

function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name))
}

export function mutatedGroups(): Group[] {
  return [
    {
      name: 'talos: reading',
      files: [`${talos}/read.ts`, ...sourcesIn(`${talos}/read`)],
      judges: ['Talos'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'talos: merging',
      files: [`${talos}/behaviour.ts`, `${talos}/install.ts`, `${talos}/evaluate/merge.ts`],
      judges: ['Talos', 'kernel'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'talos: evaluating',
      files: [
        'lib/site/talos-filter.ts',
        ...['admits', 'decide', 'evaluate/always', 'evaluate/decide-rules', 'evaluate/rule-sources'].map(
          (name) => `${talos}/${name}.ts`,
        ),
      ],
      judges: ['kernel', 'Talos'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'nft: reading',
      files: [`${nftables}/read.ts`, ...sourcesIn(`${nftables}/read`)],
      judges: ['kernel'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'nft: loading',
      files: ['install', 'evaluate/run-commands', 'evaluate/jumps', 'evaluate/blind-spots'].map(
        (name) => `${nftables}/${name}.ts`,
      ),
      judges: ['kernel'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'nft: evaluating',
      files: [
        ...['admits', 'decide', 'ruleset'],
        ...['always', 'chain-rows', 'destinations', 'hooked', 'match-packet', 'ruleset-rows', 'walk'].map(
          (name) => `evaluate/${name}`,
        ),
      ].map((name) => `${nftables}/${name}.ts`),
      judges: ['kernel'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'terraform: language',
      files: [
        'cursor',
        'parse',
        'parse-expression',
        'parse-template',
        'syntax',
        'evaluate',
        'calculate',
        'functions',
        'convert',
        'conform',
        'unify',
        'value',
      ].map((name) => `${hcl}/${name}.ts`),
      judges: ['Terraform'],
      isSilent: muteOf(isTerraformWording),
    },
    {
      name: 'terraform: configuration',
      files: sourcesIn(`${terraform}/read`),
      judges: ['Terraform'],
      isSilent: muteOf(isTerraformWording),
    },
    {
      name: 'terraform: AWS',
      files: [`${terraform}-aws/read.ts`, ...sourcesIn(`${terraform}-aws/read`)],
      judges: ['Terraform'],
      isSilent: muteOf(isTerraformWording),
    },
    {
      name: 'terraform: Hetzner',
      files: [
        `${terraform}-hetzner/read.ts`,
        `${terraform}-hetzner/install.ts`,
        ...sourcesIn(`${terraform}-hetzner/read`),
      ],
      judges: ['Terraform'],
      isSilent: muteOf(isTerraformWording),
    },
    {
      name: 'proxmox: reading',
      files: [`${proxmox}/read.ts`, ...sourcesIn(`${proxmox}/read`)],
      judges: ['pve-firewall'],
      isSilent: muteOf(isGuestWording),
    },
    {
      name: 'proxmox: evaluating',
      files: [
        ...['install', 'admits', 'decide'].map((name) => `${proxmox}/${name}.ts`),
        ...sourcesIn(`${proxmox}/evaluate`),
      ],
      judges: ['pve-firewall'],
      isSilent: muteOf(isGuestWording),
    },
    {
      name: 'hardening: settings',
      files: sourcesIn(`${hardening}/settings`),
      judges: ['patcher', 'Kubernetes', 'Linux', 'by hand'],
      isSilent: muteOf(isPatchWording),
      written: 'hardening',
    },
    {
      name: 'hardening: patches',
      files: ['render', 'render/patch-text', 'render/previous', 'render/role-patches'].map(
        (name) => `${hardening}/${name}.ts`,
      ),
      judges: ['patcher', 'Kubernetes', 'Linux', 'by hand'],
      isSilent: muteOf(isPatchWording),
      written: 'hardening',
    },
    {
      name: 'hardening: tools',
      files: [`${hardening}/render/tools.ts`],
      judges: ['Kubernetes', 'by hand'],
      isSilent: muteOf(isPatchWording),
      written: 'hardening',
    },
    {
      name: 'kubernetes: policies',
      files: ['render', 'render/policies', 'render/previous', 'render/remove'].map(
        (name) => `${kubernetes}/${name}.ts`,
      ),
      judges: ['Kubernetes', 'by hand'],
      isSilent: muteOf(isPatchWording),
      written: 'kubernetes',
    },
    {
      name: 'kubernetes: commands',
      files: [`${kubernetes}/guide/apply-guide.ts`],
      judges: ['Kubernetes', 'by hand'],
      isSilent: muteOf(isPatchWording),
      written: 'kubernetes',
    },
    {
      name: 'switch: reading',
      files: [`${switchLists}/read.ts`, ...sourcesIn(`${switchLists}/read`), 'lib/net/wildcard.ts'],
      judges: ['cisco-acl', 'Trigger', 'Aerleon'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'switch: evaluating',
      files: ['install', 'evaluate/lists', 'admits', 'decide'].map((name) => `${switchLists}/${name}.ts`),
      judges: ['cisco-acl', 'Trigger', 'Aerleon'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'opnsense: tables',
      files: ['lib/text/read-csv.ts'],
      judges: ['PHP'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'opnsense: configuration',
      files: ['configuration', 'elements', 'legacy-rules', 'box'].map((name) => `${opnsense}/read/${name}.ts`),
      judges: ['OXL'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'opnsense: evaluating',
      files: [
        ...sourcesIn(`${opnsense}/evaluate`),
        ...[`${opnsense}/admits.ts`, `${opnsense}/decide.ts`, 'lib/targets/pf/evaluate/words.ts'],
        ...['admits', 'decide', 'stage', 'unfold', 'walk'].map((name) => `lib/targets/router/evaluate/${name}.ts`),
      ],
      judges: ['OXL', 'PHP'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'pfsense: XML',
      files: ['lib/text/xml.ts', 'lib/text/xml/root-name.ts'],
      judges: ['PHP'],
      isSilent: muteOf(isWording),
    },
    {
      name: 'catalogue',
      files: ['talos', 'kubernetes', 'etcd', 'metallb', 'cni/overlay', 'cni/flannel', 'cni/cilium', 'cni/calico'].map(
        (name) => `lib/catalog/${name}.ts`,
      ),
      judges: ['sufficiency'],
      isSilent: muteOf((node, inside, around) => isWording(node, inside, around) || isCatalogueText(node)),
    },
    {
      name: 'policy',
      files: [
        ...['by-network', 'compile', 'draft', 'machine-lists', 'member-rules', 'own-rules', 'posture'],
        ...['resolve-principal', 'rule', 'sort-members', 'work'],
      ].map((name) => `lib/policy/${name}.ts`),
      judges: ['sufficiency'],
      isSilent: muteOf(isRuleText),
    },
  ]
}
