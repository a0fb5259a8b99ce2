/** Compilers of others, as they are run here. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capircaInputs } from './capirca'
import type { Command } from './child'
import { fwbuilderInputs } from './fwbuilder'
import type { Form, PlainFilter } from './policy'
import type { Program } from './programs'

export interface Contender {
  readonly title: string
  /** Files by their path below one folder. */
  inputs(filters: readonly PlainFilter[], form: Form): Readonly<Record<string, string>>
  /** Of one compilation, in that folder. */
  commands(filters: readonly PlainFilter[], folder: string): readonly Command[]
  /** What it wrote for a filter. */
  output(folder: string, name: string): string
  /** Where packets enter what it wrote for iptables. */
  readonly entry?: Readonly<Record<Form, string>>
}

const flags = '--base_directory policies --definitions_directory def --output_directory out --max_renderers 1'.split(
  ' ',
)

export function capircaContender(program: Program, target: 'nftables' | 'iptables'): Contender {
  return {
    title: `${program.title}, ${target}`,
    inputs: (filters, form) => capircaInputs(filters, form, target),
    commands: (_, folder) => [program.command(flags, folder)],
    output: (folder, name) => readFileSync(join(folder, 'out', target === 'nftables' ? `${name}.nft` : name), 'utf8'),
    ...(target === 'nftables' ? {} : { entry: { host: 'INPUT', net: 'INPUT' } }),
  }
}

/** A run is for one firewall: as many runs as there are filters. */
export function fwbuilderContender(program: Program): Contender {
  return {
    title: `${program.title}, iptables`,
    inputs: fwbuilderInputs,
    commands: (filters, folder) => filters.map(({ name }) => program.command(['-f', 'policies.fwb', name], folder)),
    output: (folder, name) => readFileSync(join(folder, `${name}.fw`), 'utf8'),
    entry: { host: 'INPUT', net: 'FORWARD' },
  }
}
