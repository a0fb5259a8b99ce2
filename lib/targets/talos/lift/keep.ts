/** What is kept of a text that a file holds: only what has the form of the fact. Nothing else leaves the reader. */
import { parseAddress } from '@/lib/net/address'
import { parsePrefix } from '@/lib/net/prefix'

export function keepName(text: string): string | undefined {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(text) ? text : undefined
}

/** Host and port alone: a URL may hold a password. */
export function keepEndpoint(text: string): string | undefined {
  return /^https?:\/\/(?:[^@/]*@)?((?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?)\/?$/i.exec(text)?.[1]
}

export function keepPlugin(text: string): string | undefined {
  return ['flannel', 'custom', 'none'].includes(text) ? text : undefined
}

/** A network, or an address with or without the length of its network. */
export function keepNetwork(text: string, form: 'network' | 'host' = 'network'): string | undefined {
  const isHost = form === 'host' && parseAddress(text) !== undefined
  return isHost || parsePrefix(text) !== undefined ? text : undefined
}

/**
 * True or false, as Go's YAML reads it where one of them is wanted: so do talhelper, of gopkg.in/yaml.v3, and Talos of every version.
 * @see https://github.com/go-yaml/yaml/blob/v3/decode.go
 */
export function keepTruth(text: string): boolean | undefined {
  if (/^(?:y|Y|[yY]es|YES|[oO]n|ON|[tT]rue|TRUE)$/.test(text)) return true
  return /^(?:n|N|[nN]o|NO|[oO]ff|OFF|[fF]alse|FALSE)$/.test(text) ? false : undefined
}
