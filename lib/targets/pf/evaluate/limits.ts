/**
 * What limits how many conversations a rule of pf lets in, by the name of the field on both boxes: no part of a packet.
 * @see https://man.freebsd.org/cgi/man.cgi?query=pf.conf (STATEFUL TRACKING OPTIONS)
 */
export const limits: Readonly<Record<string, string>> = {
  max: 'it lets in a number of conversations',
  'max-src-nodes': 'it lets in a number of sources',
  'max-src-states': 'it lets in a number of conversations of each source',
  'max-src-conn': 'it lets in a number of connections of each source',
  'max-src-conn-rate': 'it lets in a number of connections in a time',
  'max-src-conn-rates': 'it lets in a number of connections in a time',
}
