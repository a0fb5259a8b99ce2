/**
 * The fields of an interface in the configurations of pfSense and OPNsense, which come of one another. None but its addresses
 * and what it blocks has a say in which packet passes.
 * @see https://github.com/pfsense/pfsense/blob/master/src/usr/local/www/interfaces.php
 * @see https://github.com/opnsense/core/blob/master/src/www/interfaces.php
 */

const names: ReadonlySet<string> = new Set([
  ...['enable', 'if', 'descr', 'lock', 'type', 'virtual', 'internal_dynamic', 'blockpriv', 'blockbogons', 'networks'],
  ...['ipaddr', 'subnet', 'gateway', 'ipaddrv6', 'subnetv6', 'gatewayv6', 'alias-address', 'alias-subnet'],
  ...['ipv6usev4iface', 'slaacusev4iface', 'gateway_interface', 'wireless', 'ptpid', 'promisc'],
  ...['spoofmac', 'mtu', 'mss', 'media', 'mediaopt', 'hw_settings_overwrite', 'disablevlanhwfilter'],
  ...['disablechecksumoffloading', 'disablesegmentationoffloading', 'disablelargereceiveoffloading'],
])

/** How it comes by its addresses where they are not written down. */
const ofAddresses = /^(?:adv_)?dhcp|^track6|6rd/

export function isInterfaceField(name: string): boolean {
  return names.has(name) || ofAddresses.test(name)
}

/** Whose fields have fields of their own. */
export const nestedInterfaceField = 'wireless'
