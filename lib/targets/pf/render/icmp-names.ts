/** pf's own names of ICMP types. @see https://github.com/freebsd/freebsd-src/blob/main/sbin/pfctl/pfctl_parser.c */
const names4: Readonly<Record<number, string>> = {
  0: 'echorep',
  3: 'unreach',
  4: 'squench',
  5: 'redir',
  6: 'althost',
  8: 'echoreq',
  9: 'routeradv',
  10: 'routersol',
  11: 'timex',
  12: 'paramprob',
  13: 'timereq',
  14: 'timerep',
  15: 'inforeq',
  16: 'inforep',
  17: 'maskreq',
  18: 'maskrep',
  30: 'trace',
  31: 'dataconv',
  32: 'mobredir',
  33: 'ipv6-where',
  34: 'ipv6-here',
  35: 'mobregreq',
  36: 'mobregrep',
  39: 'skip',
  40: 'photuris',
}

const names6: Readonly<Record<number, string>> = {
  1: 'unreach',
  2: 'toobig',
  3: 'timex',
  4: 'paramprob',
  128: 'echoreq',
  129: 'echorep',
  130: 'listqry',
  131: 'listenrep',
  132: 'listendone',
  133: 'routersol',
  134: 'routeradv',
  135: 'neighbrsol',
  136: 'neighbradv',
  137: 'redir',
  138: 'routrrenum',
  139: 'niqry',
  140: 'nirep',
  200: 'mtraceresp',
  201: 'mtrace',
}

export function icmpName(protocol: 'icmp' | 'icmpv6', type: number): string | undefined {
  return (protocol === 'icmp' ? names4 : names6)[type]
}
