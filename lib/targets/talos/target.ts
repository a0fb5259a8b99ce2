/** Talos' ingress firewall: machine-configuration patches, read back as Talos decodes and programs them. */
import { defineFilter } from '../target'
import { admits, weigh } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import type { TalosModel } from './config'
import { decide } from './decide'
import { applying } from './guide/applying'
import { covers, install } from './install'
import { lift } from './lift'
import { type TalosOptions, talosOptions } from './options'
import { talosAssumptions, talosPoints } from './points'
import { readBundlePath, talosReaders } from './read'
import { render } from './render'

export const talos = defineFilter<TalosOptions, TalosModel>({
  id: 'talos',
  meta: {
    title: 'Talos ingress firewall',
    summary: 'Machine-configuration patches that every node enforces for itself',
    versions: '1.6 to 1.14',
    place: 'guest',
    sources: [
      'https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/types/network/rule_config.go',
      'https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_config.go',
    ],
  },
  capabilities,
  options: talosOptions,
  render,
  check: checkFiles,
  readers: talosReaders,
  points: talosPoints,
  variants: () => [{}],
  install,
  applying,
  standing: (files) => files.filter(({ path }) => readBundlePath(path)?.use !== 'remove'),
  covers,
  admits,
  weigh,
  decide,
  lift,
  assumptions: talosAssumptions,
})
