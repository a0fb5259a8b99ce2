/** The nft of this machine, in a network of its own, so that it changes nothing and needs no privileges. */
import { spawnSync } from 'node:child_process'

/** What nft says of the text; empty when it takes it. */
export function nftSays(text: string): string {
  const { status, stderr, error } = spawnSync('unshare', ['-Urn', 'nft', '-c', '-f', '-'], {
    input: text,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
  })
  return status === 0 ? '' : error === undefined ? stderr : error.message
}

/** Why nft cannot be asked here, printed once; undefined when it can. */
export function nftLacks(): string | undefined {
  const said = nftSays('table inet try {}\n')
  if (said === '') return undefined
  const reason = said.trim().split('\n')[0] ?? ''
  console.log(`SKIPPED: nft -c -f: ${reason} (Debian: nftables util-linux)`)
  return reason
}
