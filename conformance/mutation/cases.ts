/** What a mutant is asked: questions with the answers that the judges gave to the same, once, before any mutant ran. */
import type { Design } from '@/lib/design/design'
import type { Site } from '@/lib/site/site'
import type { TextFile } from '@/lib/targets/target'
import type { TalosState } from '../talos/protocol'
import type { TextForm } from '../texts/php'

/** Files given to machines one set after another; Talos' own code held or refused the last. */
export interface ReadingCase {
  readonly kind: 'reading'
  readonly where: string
  readonly design: Design
  readonly steps: readonly (readonly TextFile[])[]
  readonly member: string
  /** What Talos holds afterwards; undefined where it refuses. */
  readonly state: TalosState | undefined
  /** Whether we may, or must, refuse to interpret on purpose what Talos takes. */
  readonly unread: 'never' | 'may' | 'must'
}

/** A kind of document beside a firewall's: whether Talos knows it, or we refuse it on purpose. */
export interface KindCase {
  readonly kind: 'kind'
  readonly where: string
  readonly design: Design
  readonly text: string
  readonly isRead: boolean
}

export interface TriedPacket {
  readonly from: string
  readonly to: string
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | 'gre' | 'esp'
  readonly port?: number
  readonly icmpType?: number
  readonly arrival: 'wire' | 'pod' | 'kubespan' | 'siderolink' | 'lo'
  readonly phase: 'new' | 'reply'
  /** Whether the kernel let it through. */
  readonly passes: boolean
}

/** Documents, and what the kernel did with packets under the chains that Talos makes of them. */
export interface PacketCase {
  readonly kind: 'packets'
  readonly where: string
  readonly design: Design
  /** Documents for the machine `worker-1`, or its whole configuration. */
  readonly text: string
  readonly isWhole: boolean
  /** What Talos makes of them, as nft text; empty where it makes nothing. */
  readonly chains: string
  /** Whether they admit nobody, so that what passes is open by itself. */
  readonly isBare: boolean
  readonly packets: readonly TriedPacket[]
}

/** Files of nft text for that machine, one after another. */
export interface RulesetCase {
  readonly kind: 'ruleset'
  readonly where: string
  readonly design: Design
  readonly texts: readonly string[]
  /** Whether nft took all of them. */
  readonly isTaken: boolean
  /** Whether we may, or must, refuse on purpose what nft takes. */
  readonly unread: 'never' | 'may' | 'must'
  /** None where it was not probed. */
  readonly packets: readonly TriedPacket[]
  /** Whether what passes is open by itself. */
  readonly isBare?: boolean
  /** The text that is left where nobody is admitted. */
  readonly bare?: string
  /** What that drops, which is not open by itself. */
  readonly closed?: readonly TriedPacket[]
  /** The same as nft lists it, in numbers, where we read that too. */
  readonly listed?: string
}

/** What Terraform, or an API behind it, says of what it made; we read it anew. */
export interface Shown {
  readonly file: TextFile
  /** In lines; undefined where a reader cannot know them, and must say so. */
  readonly rules: readonly string[] | undefined
  readonly unread: 'never' | 'may'
}

/** A configuration, and the rules that Terraform made of it. */
export interface TerraformCase {
  readonly kind: 'terraform'
  readonly where: string
  readonly design: Design
  readonly provider: 'aws' | 'hcloud'
  /** What was applied before, in the same state. */
  readonly before?: readonly TextFile[]
  readonly files: readonly TextFile[]
  /** Given beside the files. */
  readonly variables: Site['variables']
  /** In lines; undefined where it is refused. */
  readonly rules: readonly string[] | undefined
  /** Whether we may refuse what is taken. */
  readonly unread: 'never' | 'may'
  readonly shown: readonly Shown[]
}

export interface TriedGuestPacket {
  readonly text: string
  readonly phase?: 'reply'
  readonly passes: boolean
  /** Whether we may say that we do not know. */
  readonly mayBeUnknown?: boolean
}

/** Firewall files of Proxmox VE, and what becomes of packets in the chains that the product makes of them. */
export interface GuestCase {
  readonly kind: 'guest'
  readonly where: string
  readonly design: Design
  /** Put on the host one set after another. */
  readonly steps: readonly (readonly TextFile[])[]
  /** How many each guest has. */
  readonly cards: 'one' | 'two'
  /** What lies behind them, as the design says; everything where it is left out. */
  readonly behind?: readonly string[]
  /** Whether the product complains of nothing. */
  readonly isSound: boolean
  /** Whether we take a rule that it leaves out, and that does nothing in our reading. */
  readonly isForgiven: boolean
  /** Whether we may refuse on purpose what it takes. */
  readonly unread: 'never' | 'may'
  readonly ways: readonly {
    readonly vmid: number
    readonly direction: 'ingress' | 'egress'
    readonly packets: readonly TriedGuestPacket[]
  }[]
}

export interface TriedListPacket {
  readonly interface: string
  readonly way: 'in' | 'out'
  readonly source: string
  readonly destination: string
  readonly protocol: number
  readonly port: number
  readonly icmpType: number
  readonly icmpCode: number
  /** The ports it comes from, of which every one must pass, or some. */
  readonly from: number
  readonly to: number
  readonly pass: 'every' | 'some'
  readonly passes: boolean
  /** Whether we may say that we do not know. */
  readonly mayBeUnknown?: boolean
}

/** Access lists, and what another program makes of them. */
export interface ListCase {
  readonly kind: 'list'
  readonly judge: 'cisco-acl' | 'Trigger' | 'Aerleon'
  readonly where: string
  readonly design: Design
  readonly text: string
  /** Whether it is a whole configuration, in which other things stand too. */
  readonly isWhole: boolean
  /** Undefined where it is refused. */
  readonly packets: readonly TriedListPacket[] | undefined
  /** Whether we may refuse what is taken. */
  readonly unread: 'never' | 'may'
}

/** XML or a table, and what PHP's own functions make of it. */
export interface TextCase {
  readonly kind: 'text'
  readonly where: string
  readonly design: Design
  readonly form: TextForm
  readonly text: string
  /** As JSON; undefined where it is refused. */
  readonly seen: string | undefined
  /** Whether we may refuse what is taken. */
  readonly unread: 'never' | 'may'
}

export interface TriedBoxPacket {
  /** The interface by which it comes. */
  readonly key: string
  readonly from: string
  readonly to: string
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly port: number
  readonly passes: boolean
  /** Whether we may say that we do not know. */
  readonly mayBeUnknown?: boolean
}

/** A whole configuration of OPNsense, and what becomes of packets by a simulator of others. */
export interface BoxCase {
  readonly kind: 'box'
  readonly where: string
  readonly design: Design
  readonly text: string
  readonly packets: readonly TriedBoxPacket[]
}

export type Case =
  | ReadingCase
  | KindCase
  | PacketCase
  | RulesetCase
  | TerraformCase
  | GuestCase
  | ListCase
  | TextCase
  | BoxCase

/** Answers recorded, or why the judge cannot be asked. */
export type Recorded<T> =
  | {
      readonly ok: true
      readonly cases: readonly T[]
      /** Where our own code disagrees without any fault put in, in words. */
      readonly disagreements?: readonly string[]
    }
  | { readonly ok: false; readonly reason: string }
