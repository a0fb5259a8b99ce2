/** A box of Proxmox VE that `pvesh.pl` keeps, and what a script does to it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { FileSet } from '@/lib/targets/target'

type Fields = Readonly<Record<string, string | number>>
interface Listed {
  readonly comment: string
  readonly list: readonly Fields[]
}

export interface PveBox {
  readonly options: Fields
  readonly sets: Readonly<Record<string, Listed>>
  readonly groups: Readonly<Record<string, Listed>>
  readonly guests: Readonly<
    Record<string, { readonly node: string; readonly options: Fields; readonly rules: readonly Fields[] }>
  >
}

export interface ScriptRun {
  readonly code: number
  readonly printed: string
  readonly box: PveBox
}

/** Undefined where there is no Perl with JSON. */
export function perlVersion(): string | undefined {
  const { status, stdout } = spawnSync('perl', ['-MJSON::PP', '-MDigest::SHA', '-e', 'print $^V'], { encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

export function runScript(script: string, before: PveBox, ...words: readonly string[]): ScriptRun {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-pve-'))
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('box.json'), JSON.stringify(before))
  writeFileSync(at('apply.pl'), script)
  const given = [resolve('lib/testing/pvesh.pl'), at('box.json'), at('apply.pl'), ...words]
  const { status, stdout, stderr } = spawnSync('perl', given, { cwd: folder, encoding: 'utf8' })
  const box: PveBox = JSON.parse(readFileSync(at('box.json'), 'utf8'))
  rmSync(folder, { recursive: true })
  return { code: status ?? -1, printed: stdout + stderr, box }
}

/** The files that the product keeps of it. */
export function filesOfBox({ options, sets, groups, guests }: PveBox): FileSet {
  const cluster = [
    ...optionLines(options),
    ...Object.entries(sets).flatMap(([name, { comment, list }]) => [
      header('IPSET', name, comment),
      ...list.map((entry) => withComment(String(entry.cidr), entry)),
    ]),
    ...Object.entries(groups).flatMap(([name, { comment, list }]) => [
      header('group', name, comment),
      ...list.map(ruleLine),
    ]),
  ]
  return [
    { path: 'cluster.fw', text: `${cluster.join('\n')}\n` },
    ...Object.entries(guests).map(([vmid, guest]) => ({
      path: `${vmid}.fw`,
      text: `${[...optionLines(guest.options), '[RULES]', ...guest.rules.map(ruleLine)].join('\n')}\n`,
    })),
  ]
}

function optionLines(options: Fields): string[] {
  return ['[OPTIONS]', ...Object.entries(options).map(([key, value]) => `${key}: ${value}`)]
}

function header(kind: string, name: string, comment: string): string {
  return `[${kind} ${name}]${comment === '' ? '' : ` # ${comment}`}`
}

function withComment(text: string, { comment = '' }: Fields): string {
  return comment === '' ? text : `${text} # ${comment}`
}

const words = {
  source: 'source',
  dest: 'dest',
  proto: 'p',
  dport: 'dport',
  sport: 'sport',
  log: 'log',
  'icmp-type': 'icmp-type',
}

function ruleLine(rule: Fields): string {
  const parts = Object.entries(words).flatMap(([field, word]) =>
    rule[field] === undefined ? [] : [`-${word} ${rule[field]}`],
  )
  const off = String(rule.enable) === '1' ? '' : '|'
  const card = rule.iface === undefined ? [] : [`-i ${rule.iface}`]
  return withComment([`${off}${String(rule.type).toUpperCase()} ${rule.action}`, ...card, ...parts].join(' '), rule)
}
