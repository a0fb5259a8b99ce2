/** What every target is: a product we write files for, read them back, and evaluate by the product's own semantics. */
import type * as z from 'zod'
import type { Design, Place, Role } from '../design/design'
import type { Problem, Result } from '../design/problem'
import type { Packet } from '../net/packet'
import type { PacketSet } from '../net/packet-set'
import type { PortRange } from '../net/port-range'
import type { Work } from '../policy/work'
import type { Point } from '../site/point'
import type { Member, Site } from '../site/site'

export interface TextFile {
  /** Relative to the bundle: `talos/worker.patch.yaml`. */
  readonly path: string
  readonly text: string
}
export type FileSet = readonly TextFile[]

export interface OutputFile extends TextFile {
  /** For each line, by index from 0, the ids of the rules it stands for. */
  readonly lineRules: readonly (readonly string[])[]
  /** Applied as a matter of course, or only when asked (`disable.*`), or read by people (`APPLY.md`). */
  readonly use: 'apply' | 'optional' | 'read'
  /** Ids of the points it is for; all of the target's where it does not say. */
  readonly points?: readonly string[]
  /** Made from the person's own backup, with its secrets: nobody keeps it unasked. */
  readonly holdsBackup?: true
  /** Rules of that backup that ours leave less to decide: where they stand and how they are called; absent where nobody looked. */
  readonly overrules?: readonly { readonly tab: string; readonly description: string }[]
  /** Names of what it puts on each of them, by which that is found and removed again. */
  readonly owns?: readonly string[]
}

/** Packets of a rule that the product cannot express or see: excuses a missing packet, never an extra one. */
export interface Gap {
  readonly rule: string
  /** Key of `capabilities` whose lack is the reason. */
  readonly capability: string
  readonly reason: string
  readonly source: string
  readonly packets: PacketSet
}

export interface Output {
  readonly files: readonly OutputFile[]
  readonly gaps: readonly Gap[]
  /** Things to say about the files: consolidated documents, what a previous bundle left that cannot be removed. */
  readonly problems: readonly Problem[]
}

/** What a product can do, each with the source that says so. */
export interface Capability {
  readonly supported: boolean
  readonly note: string
  readonly source: string
}
export type Capabilities = Readonly<Record<string, Capability>>

interface TargetMeta {
  readonly title: string
  readonly summary: string
  /** Product versions the target knows. */
  readonly versions: string
  readonly place: Place | undefined
  /** Primary sources. */
  readonly sources: readonly string[]
}

/** A step before production that a target asks for. */
export interface ChecklistItem {
  /** Key of the design's `checklist`. */
  readonly id: string
  readonly group: string
  readonly title: string
  readonly source: string
  /** Codes of the findings that speak against it: what packets can answer, the proof answers. Otherwise a person ticks it. */
  readonly answeredBy?: readonly string[]
}

/** Values of a file's own switches (Terraform variables); `{}` where it has none. */
export type Binding = Readonly<Record<string, string | boolean>>

export interface Around {
  /** The user's own backup, to merge into. */
  readonly base?: FileSet
  /** The bundle that the boxes run now. */
  readonly previous?: FileSet
}

export interface Target<Options = unknown> {
  /** Folder name, URL, word on the command line. */
  readonly id: string
  readonly meta: TargetMeta
  readonly capabilities: Capabilities
  readonly options: z.ZodType<Options>
  /** Options to begin with, for a target that does nothing without: read from a backup, or a guess for a person to correct. */
  suggestOptions?(site: Site, base?: FileSet): Partial<Options>
  render(work: (binding: Binding) => Work, site: Site, options: Options, around?: Around): Output
  /** Whether these are a backup of the product's own, into which the rules can be merged (`around.base`). */
  merges?(base: FileSet): boolean
  /** Syntax and limits of the product, on any text. */
  check(files: FileSet): readonly Problem[]
  /** Of a target that filters nothing: the command that shows what a file of its own would change, and changes nothing. */
  compareBy?(file: TextFile): string | undefined
  /** What is asked of whoever lists it, beyond its files. */
  readonly checklist?: readonly ChecklistItem[]
}

export interface Statement {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** Another line of the same statement as the one before it: shown with it, and nothing by itself. */
  readonly beside?: true
}

export interface Decision {
  readonly verdict: 'allow' | 'deny'
  /** The lines that decided; empty when the product decided by itself. */
  readonly statements: readonly Statement[]
  readonly because: string
}

/** Packets that the product admits by itself, whatever the file says. */
export interface AlwaysOpen {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly packets: PacketSet
}

export interface Admitted {
  /** What the files admit. */
  readonly ruled: PacketSet
  readonly always: readonly AlwaysOpen[]
}

/** A statement that is not interpreted, with the packets about which it may decide. */
export interface Uninterpreted {
  readonly problem: Problem
  readonly packets: PacketSet
}

export interface Reader<Model> {
  readonly id: string
  recognises(file: TextFile): boolean
  /** Fails when something was not interpreted: where and why. */
  read(files: FileSet, site: Site): Result<Model>
  /** The files carry no switches any more, only what came of them: they are one variant and no other. */
  readonly settled?: boolean
}

/** What a file may say about the cluster around it; nothing else of a file is kept when it is imported. */
export type FactKey =
  | 'name'
  | 'version'
  | 'management'
  | 'podCIDRs'
  | 'serviceCIDRs'
  | 'apiPort'
  | 'endpoint'
  | 'vip'
  | 'kubeProxy'
  | 'kubespan'
  | 'discovery'
  | 'plugin'
  | 'transport'
  | 'tunnelPort'
  | 'defaultAction'

export interface Fact {
  readonly key: FactKey
  readonly value: boolean | string | readonly string[]
  readonly at: Statement
}

/** One machine, as its own file describes it. */
export interface MachineFact {
  readonly name: string
  /** Whether the file gives the name; otherwise it is made up. */
  readonly isNamed: boolean
  readonly role: Role
  /** As written, with the length of the network where one is: `10.0.0.11/24`. The first is the primary one. */
  readonly addresses: readonly string[]
  readonly at: Statement
}

/** What something that opens ports is called in its file. */
export interface NamedPorts {
  readonly name: string
  readonly protocol: 'tcp' | 'udp'
  readonly ports: readonly PortRange[]
  readonly at: Statement
}

/** A network that a box joins. */
export interface NetworkFact {
  /** A DNS label. */
  readonly name: string
  readonly cidrs: readonly string[]
  readonly at: Statement
}

export interface Lifted {
  /** The files to read, those inside dumps and wrappers by themselves, lines kept; `from` is what a person calls it. */
  readonly files: readonly (TextFile & { readonly from: string })[]
  /** Given files that others refer to: they are read through these, and not by themselves. */
  readonly referred?: readonly string[]
  readonly machines: readonly MachineFact[]
  /** Of these some machines are described by a file for all of their role alone. */
  readonly roles?: readonly Role[]
  readonly facts: readonly Fact[]
  readonly names: readonly NamedPorts[]
  /** Where the rules stand that have no names. */
  readonly rules?: readonly Statement[]
  readonly networks?: readonly NetworkFact[]
  /** The target's own options, as the files have them. */
  readonly options?: Readonly<Record<string, z.core.util.JSONType>>
  /** What stands in the files and is passed over: never its values. */
  readonly ignored: readonly { readonly at: Statement; readonly what: string }[]
  readonly problems: readonly Problem[]
}

/** A rule by its name and place. */
export interface WeighedRule {
  readonly name: string
  readonly at: Statement
  /** Without it the box admits the same. */
  readonly isRedundant: boolean
}

export interface Filter<Options = unknown, Model = unknown> extends Target<Options> {
  readonly readers: readonly Reader<Model>[]
  points(site: Site, options: Options): readonly Point[]
  /** While one design becomes another, the options of both; where it is left out, lists and names of both are joined. */
  unionOptions?(before: Options, after: Options): Options
  /** One binding for every combination of the file's own switches. */
  variants(options: Options): readonly Binding[]
  /** The design that a binding stands for; one without switches leaves it out. */
  applyBinding?(design: Design, binding: Binding): Design
  /** What the box holds after the product's own merge: append, replace, delete. Fails where the product would. */
  install(before: Model | undefined, change: Model, site: Site): Result<Model>
  /** What to type, or to click, to put these files of the bundle in a folder onto the boxes of these machines. */
  applying?(paths: readonly string[], members: readonly Member[], site: Site, folder: string): readonly string[]
  /**
   * Of a bundle that was applied, the files that say what the box holds since: those that only took something away
   * have nothing to say, and a product may refuse to take it away twice. All of them where it is left out.
   */
  standing?(files: FileSet): FileSet
  /** Whether files as they were read are for the box at all; where it is left out, they are for every box. */
  covers?(model: Model, at: Point, site: Site): boolean
  admits(model: Model, at: Point, site: Site): Admitted
  /** Plain interpreter of one packet: names the lines and referees `admits`. */
  decide(model: Model, at: Point, site: Site, packet: Packet): Decision
  /** Where one of them may decide about a packet of the point there is no verdict; it may stand where it decides nothing. */
  uninterpreted?(model: Model, at: Point, site: Site): readonly Uninterpreted[]
  /** Of rules with names, which stand in the shadow of others. */
  weigh?(model: Model, at: Point, site: Site): readonly WeighedRule[]
  /** For import: which of the files are its own, and what they say beyond their rules. */
  lift?(files: FileSet): Lifted
  /** What a verdict leans on beyond the files: stated beside it. */
  assumptions(site: Site): readonly string[]
}

/** Keeps the options of a target that filters nothing inside its folder. */
export function defineTarget<Options>(target: Target<Options>): Target<Options> {
  return target
}

/** Keeps a target's own types inside its folder while the registry holds them all alike. */
export function defineFilter<Options, Model>(filter: Filter<Options, Model>): Filter<Options, Model> {
  return filter
}

/** Whether the target's files filter packets, so that they can be proved. */
export function isFilter(target: Target): target is Filter {
  return 'admits' in target
}
